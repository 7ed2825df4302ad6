/// What is being answered over HTTP/1.1, as far as it says how to write the answer.
struct FrontAnswer {
    var minorVersion = 1
    var isHead = false
    var isKeptAlive = true
    var hasBegun = false
    var framing = BodyFraming.none
    /// Cookies that the gate sets.
    var cookies: [String] = []
}
