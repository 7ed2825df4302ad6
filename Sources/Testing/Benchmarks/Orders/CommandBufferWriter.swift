package import OrderCore
package import Orders

/// Writes orders into a command buffer.
package struct CommandBufferWriter {
    private let buffer: CommandBuffer

    /// Writes into `buffer`.
    package init(_ buffer: CommandBuffer) { self.buffer = buffer }

    /// Adds an order of one line.
    @inline(__always) package func place(_ order: PlaceOrder, line: LineRequest, token: UInt64) {
        var line = line
        unsafe withUnsafePointer(to: &line) { pointer in
            let one = unsafe UnsafeBufferPointer(start: pointer, count: 1)
            buffer.place(order, lines: unsafe Span(_unsafeElements: one), client: 0, token: token)
        }
    }

    /// Adds an order of several lines.
    package func place(_ order: PlaceOrder, lines: [LineRequest], token: UInt64) {
        buffer.place(order, lines: lines.span, client: 0, token: token)
    }
}
