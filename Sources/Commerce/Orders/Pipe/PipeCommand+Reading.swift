package import Foundation

extension PipeCommand: PipePart {
    private enum CodingKeys: String, CodingKey {
        case token, place, pay, cancel, refund, restock
        case set_sale, set_item, change_stock, set_coupon
    }

    /// Whether a line may have this member.
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }

    /// Reads the members; a part that is null is left out.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        func part<Part: PipePart>(_ key: CodingKeys) throws -> Part? {
            try members.decodeIfPresent(StrictPart<Part>.self, forKey: key)?.part
        }
        token = try members.decode(UInt64.self, forKey: .token)
        place = try part(.place)
        pay = try part(.pay)
        cancel = try part(.cancel)
        refund = try part(.refund)
        restock = try part(.restock)
        set_sale = try part(.set_sale)
        set_item = try part(.set_item)
        change_stock = try part(.change_stock)
        set_coupon = try part(.set_coupon)
    }

    /// Reads a line; refused with what is wrong and, where it can be read, the token.
    package static func read(
        _ line: [UInt8], _ decoder: JSONDecoder
    ) throws(PipeRefusal) -> PipeCommand {
        let data = Data(line)
        do { return try decoder.decode(StrictPart<PipeCommand>.self, from: data).part } catch {
            let token = try? decoder.decode(TokenAlone.self, from: data).token
            switch error {
            case let refusal as PipeRefusal: throw PipeRefusal(refusal.reason, token: token)
            case let error as DecodingError:
                let isJSON = (try? decoder.decode(Anything.self, from: data)) != nil
                throw PipeRefusal(error, isJSON: isJSON, token: token)
            default: throw PipeRefusal("the line is no command", token: token)
            }
        }
    }

    private struct Anything: Decodable {}

    private struct TokenAlone: Decodable {
        var token: UInt64
    }
}

extension PipeCommand.Place {
    /// Reads the members, those of the lines too.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Members.self)
        merchant = try members.decode(UInt32.self, forKey: .merchant)
        buyer = try members.decode(UInt64.self, forKey: .buyer)
        key = try members.decode(String.self, forKey: .key)
        lines = try members.decode([StrictPart<PipeCommand.Line>].self, forKey: .lines).map(\.part)
        coupon = try members.decodeIfPresent(UInt32.self, forKey: .coupon)
        payment_seconds = try members.decodeIfPresent(UInt32.self, forKey: .payment_seconds)
        rehearsal = try members.decodeIfPresent(Bool.self, forKey: .rehearsal)
    }

    private enum Members: String, CodingKey {
        case merchant, buyer, key, lines, coupon, payment_seconds, rehearsal
    }

    /// Whether there is a member of this name.
    static func has(_ member: String) -> Bool { Members(stringValue: member) != nil }
}
