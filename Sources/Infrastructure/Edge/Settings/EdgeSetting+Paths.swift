internal import Service

/// What counts as a path in settings.
extension EdgeSetting {
    /// Whether a text may name a file.
    static func isPath(_ text: String) -> Bool { !text.isEmpty && text.utf8.count <= 4096 }

    /// Whether it can be guarded: only requests for canonical paths get through, so that another
    /// path would guard nothing.
    static func isGuardable(_ path: String) -> Bool {
        path.hasPrefix("/") && path.utf8.count <= 200
            && CanonicalPath.find(Array(path.utf8)[...], keepsLastSlash: true) == .canonical
    }
}
