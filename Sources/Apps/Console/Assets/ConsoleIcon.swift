/// The mark of the console.
enum ConsoleIcon {
    static let text = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" \
        rx="7" fill="#0f4c5c"/><path d="M5 12c4 0 4 4 8 4s4-4 8-4 3 2 6 3M5 20c4 0 4 4 8 4s4-4 8-4 \
        3 2 6 3" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>
        """
}
