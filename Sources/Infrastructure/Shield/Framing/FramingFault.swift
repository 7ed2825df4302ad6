/// Why a message's framing is refused: two readers could take it for two different things.
package enum FramingFault: String, Error, Sendable, Hashable, CaseIterable {
    /// A line ends otherwise than with CR LF, or holds a bare CR or a NUL.
    case badLineEnd = "bad_line_end"
    /// The request line is not method, target, version with one space between.
    case badRequestLine = "bad_request_line"
    /// A header continues on the next line (obs-fold, RFC 9112 §5.2).
    case foldedHeader = "folded_header"
    /// A header's name is no token, or white space stands before its colon (RFC 9112 §5.1).
    case badHeaderName = "bad_header_name"
    /// A header's value holds a control character.
    case badHeaderValue = "bad_header_value"
    /// The head is larger than the limit, or has too many headers.
    case tooLarge = "head_too_large"
    /// Both `Content-Length` and `Transfer-Encoding` are there (RFC 9112 §6.3).
    case bothLengths = "both_lengths"
    /// `Content-Length` is no plain number, or there are several.
    case badLength = "bad_content_length"
    /// `Transfer-Encoding` is anything but `chunked`, or is sent with HTTP/1.0.
    case badTransferEncoding = "bad_transfer_encoding"
    /// `Host` is missing, comes twice or is malformed (RFC 9112 §3.2).
    case badHost = "bad_host"
    /// A chunk's size is no plain hexadecimal number, or too large.
    case badChunkSize = "bad_chunk_size"
    /// A chunk does not end with CR LF.
    case badChunkEnd = "bad_chunk_end"
    /// A chunk extension or the trailers are larger than the limit.
    case badTrailer = "bad_trailer"
    /// A pseudo-header is missing, comes twice, too late or unknown (RFC 9113 §8.3).
    case badPseudoHeader = "bad_pseudo_header"
    /// A header of HTTP/1 connections, or one in capitals, came over HTTP/2 (RFC 9113 §8.2).
    case connectionHeader = "connection_header"
    /// The body that came is not as long as was said (RFC 9113 §8.1.1).
    case lengthMismatch = "length_mismatch"
}
