import Catalogue
import Foundation
import FoundationXML
import Testing

@Suite struct ProductPictureTests {
    @Test(arguments: [
        ("White Hanging Heart", "home"), ("Mug <b>&\"'", "kitchen"), ("杯子", ""), ("", "toys"),
        ("Umbrella", "bags"), ("Ring", "jewellery"), ("Bunting", ""), ("Zzz", "garden"),
    ])
    func `a picture is sound XML and always the same`(name: String, category: String) {
        let svg = ProductPicture.svg(name: name, category: category)
        #expect(XMLParser(data: Data(svg.utf8)).parse())
        #expect(svg == ProductPicture.svg(name: name, category: category))
        #expect(!svg.contains("class=") && !svg.contains("href"))
    }

    @Test func `a path names its product`() {
        #expect(ProductPicture.product(inPath: "12.svg")?.rawValue == 12)
        for path in ["12", "x.svg", "0.svg", "-1.svg", "1.svg.svg"] {
            #expect(ProductPicture.product(inPath: path) == nil)
        }
    }
}
