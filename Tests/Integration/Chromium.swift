import Foundation

/// The browser that uses the pages, and the program that drives it, as Debian has them.
enum Chromium {
    /// Whether both are there.
    static var isInstalled: Bool {
        ["/usr/bin/chromium", "/usr/bin/chromedriver"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }
}
