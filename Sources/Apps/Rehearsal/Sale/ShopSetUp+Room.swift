internal import Foundation
internal import Primitives
internal import Service

extension ShopSetUp {
    /// The file in a run's folder with what the shop says of its waiting room in the end.
    static let roomName = "room.json"

    /// A sale of one SKU behind a waiting room, which lets the first in when the sale opens.
    func openRoom(
        _ room: SaleProfile.Room, sku: UInt64, opensAt: Timestamp, firstBuyer: Int
    ) throws(RehearsalError) -> SalePlan.Room {
        let sale = try makeSale(
            SaleProfile.Flash(
                skus: 1, stock: room.stock, limitPerBuyer: 1, buyers: room.buyers),
            skus: [sku], opensAt: opensAt)
        let made = try client.json(
            "POST", "/v1/waiting-rooms",
            [
                "sale": .integer(Int64(sale)), "title": ["en": "Rehearsal", "zh": "预演"],
                "starts_at": .string(opensAt.rfc3339),
                "per_second": .integer(Int64(room.perSecond)),
            ])
        guard let number = made["id"]?.integer, let commitment = made["commitment"]?.string,
            made["seed"]?.string == nil
        else {
            throw RehearsalError(.process, "the waiting room told no commitment, or its seed")
        }
        return SalePlan.Room(
            number: UInt64(number), commitment: commitment, sale: sale, sku: sku,
            perSecond: room.perSecond, firstBuyer: firstBuyer, buyers: room.buyers)
    }

    /// Writes down what the shop publishes of the room now: its seed, and how many it let in.
    func keep(_ room: SalePlan.Room, in directory: String) throws(RehearsalError) {
        let text = try client.json("GET", "/v1/waiting-rooms/\(room.number)").text
        let path = directory + "/" + Self.roomName
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw RehearsalError(.file, "\(path) cannot be written")
        }
    }
}
