/// A simple drawing on a field of 100 × 100, as SVG shapes without colours of their own: the class
/// `a` is filled in the main colour, `b` in the second one, `w` in white; `l` is a line in the
/// second colour, `v` a white one.
enum Pictogram {
    /// The drawing for a product, by the words of its name, else by its category.
    static func shapes(name: String, category: String) -> String {
        let words = " " + name.uppercased().map { $0.isLetter ? $0 : " " } + " "
        for (keys, shapes) in byWord
        where keys.contains(where: { words.contains(" \($0) ") || words.contains(" \($0)S ") }) {
            return shapes
        }
        return byCategory.first { category.hasPrefix($0.0) }?.1 ?? gift
    }

    private static let byWord: [([String], String)] = [
        (["HEART"], heart), (["BAG", "HANDBAG", "SHOPPER"], bag), (["CLOCK", "WATCH"], clock),
        (["MUG", "CUP", "TEACUP", "TEA"], mug), (["LANTERN"], lantern),
        (["CANDLE", "LIGHT", "LIGHTS", "HOLDER", "CANDLEHOLDER"], candle),
        (["BIRD", "BIRDS", "DOVE", "OWL", "HEN"], bird), (["STAR", "STARS", "REINDEER"], star),
        (["TREE", "CHRISTMAS"], tree), (["FLOWER", "ROSE", "DAISY", "GARDEN"], flower),
        (["CARD", "WRAP", "NOTEBOOK", "JOURNAL", "BOOK", "PAPER", "ENVELOPE"], card),
        (["CAKE", "CAKESTAND", "CUPCAKE", "BAKING"], cake), (["FRAME", "MIRROR", "SIGN"], frame),
        (["BOX", "TIN", "JAR", "CABINET", "DRAWER", "STORAGE"], jar), (["UMBRELLA"], umbrella),
        (["RING", "NECKLACE", "BRACELET", "EARRING", "EARRINGS"], jewel),
        (["DOLL", "TOY", "PUZZLE", "GAME", "SOLDIER", "RABBIT", "BUNNY"], toy),
        (["BUNTING", "BALLOON", "PARTY"], bunting), (["PEN", "PENCIL", "PENCILS"], pencil),
        (["CUSHION", "PILLOW", "QUILT", "THROW"], cushion), (["BOTTLE", "WARMER"], bottle),
    ]

    private static let byCategory: [(String, String)] = [
        ("kitchen", mug), ("baking", cake), ("lights", candle), ("bags", bag), ("seasonal", tree),
        ("christmas", tree), ("stationery", pencil), ("cards", card), ("toys", toy),
        ("garden", flower), ("jewellery", jewel), ("party", bunting), ("home", frame),
    ]

    private static let heart =
        "<path class='a' d='M50 84C12 56 12 22 34 22c9 0 14 6 16 12 2-6 7-12 16-12 22 0 22"
        + " 34-16 62z'/><path class='l' d='M50 12v18M44 12h12'/>"
    private static let bag =
        "<path class='l' d='M36 40V28a14 14 0 0 1 28 0v12'/>"
        + "<path class='a' d='M22 38h56l6 48H16z'/><circle class='w' cx='50' cy='60' r='8'/>"
    private static let clock =
        "<circle class='a' cx='50' cy='50' r='36'/><circle class='w' cx='50' cy='50' r='27'/>"
        + "<path class='l' d='M50 32v18l13 9'/>"
    private static let mug =
        "<path class='l' d='M70 42h8a10 10 0 0 1 0 24h-8'/>"
        + "<path class='a' d='M22 34h50v38a12 12 0 0 1-12 12H34a12 12 0 0 1-12-12z'/>"
        + "<path class='l' d='M36 14c-4 6 4 8 0 14M52 14c-4 6 4 8 0 14'/>"
    private static let lantern =
        "<path class='l' d='M40 20a10 10 0 0 1 20 0'/>"
        + "<path class='a' d='M32 22h36l6 14H26z'/>"
        + "<rect class='a' x='28' y='36' width='44' height='48' rx='4'/>"
        + "<rect class='w' x='36' y='44' width='28' height='32'/>"
        + "<path class='b' d='M50 50c8 10 4 20 0 20s-8-10 0-20z'/>"
    private static let candle =
        "<path class='b' d='M50 12c12 14 6 24 0 24s-12-10 0-24z'/>"
        + "<rect class='a' x='38' y='40' width='24' height='40' rx='3'/>"
        + "<path class='a' d='M20 80h60l-8 10H28z'/><path class='v' d='M44 40v16'/>"
    private static let bird =
        "<path class='a' d='M14 54c0-24 24-30 38-18 6-14 26-12 28 4l10 6-10 4c-2 26-24 34-42"
        + " 26-14-6-24-12-24-22z'/><circle class='w' cx='70' cy='40' r='3'/>"
        + "<path class='l' d='M32 54c12-6 22 0 24 12'/>"
    private static let star =
        "<path class='a' d='M50 10l12 26 28 3-21 19 6 28-25-14-25 14 6-28-21-19 28-3z'/>"
        + "<circle class='w' cx='50' cy='52' r='7'/>"
    private static let tree =
        "<rect class='b' x='45' y='74' width='10' height='14'/>"
        + "<path class='a' d='M50 10l18 24H58l14 20H62l14 22H24l14-22H28l14-20H32z'/>"
        + "<circle class='w' cx='46' cy='44' r='3'/><circle class='w' cx='56' cy='62' r='3'/>"
    private static let flower =
        "<path class='l' d='M50 52v38M50 76c10-2 16-8 16-14'/><g class='a'>"
        + "<circle cx='50' cy='22' r='13'/><circle cx='68' cy='36' r='13'/>"
        + "<circle cx='61' cy='56' r='13'/><circle cx='39' cy='56' r='13'/>"
        + "<circle cx='32' cy='36' r='13'/></g><circle class='w' cx='50' cy='41' r='9'/>"
    private static let card =
        "<rect class='a' x='16' y='24' width='68' height='52' rx='5'/>"
        + "<path class='v' d='M16 30l34 26 34-26'/>"
        + "<circle class='b' cx='50' cy='56' r='8'/>"
    private static let cake =
        "<path class='l' d='M50 10v14M50 84v8M32 92h36'/>"
        + "<path class='a' d='M22 44a28 20 0 0 1 56 0z'/>"
        + "<rect class='a' x='20' y='48' width='60' height='26' rx='4'/>"
        + "<path class='v' d='M20 60h60'/><path class='a' d='M14 78h72v6H14z'/>"
    private static let frame =
        "<rect class='a' x='18' y='14' width='64' height='72' rx='4'/>"
        + "<rect class='w' x='28' y='24' width='44' height='52'/>"
        + "<path class='b' d='M32 70l14-20 10 12 8-8 8 16z'/>"
        + "<circle class='b' cx='60' cy='36' r='5'/>"
    private static let jar =
        "<rect class='b' x='32' y='14' width='36' height='12' rx='3'/>"
        + "<path class='a' d='M30 28h40c8 8 8 14 8 22v28a8 8 0 0 1-8 8H30a8 8 0 0 1-8-8V50c0-8"
        + " 0-14 8-22z'/><rect class='w' x='32' y='50' width='36' height='20' rx='2'/>"
    private static let umbrella =
        "<path class='a' d='M12 52a38 38 0 0 1 76 0c-6-6-13-6-19 0-6-6-13-6-19 0-6-6-13-6-19"
        + " 0-6-6-13-6-19 0z'/><path class='l' d='M50 50v28a8 8 0 0 0 16 0M50 8v6'/>"
    private static let jewel =
        "<path class='l' d='M20 16c0 40 60 40 60 0'/>"
        + "<path class='a' d='M36 56h28l10 12-24 22-24-22z'/>"
        + "<path class='v' d='M26 68h48M44 56l-4 12 10 20 10-20-4-12'/>"
    private static let toy =
        "<circle class='a' cx='30' cy='26' r='11'/><circle class='a' cx='70' cy='26' r='11'/>"
        + "<circle class='a' cx='50' cy='42' r='25'/>"
        + "<ellipse class='a' cx='50' cy='78' rx='24' ry='16'/>"
        + "<ellipse class='w' cx='50' cy='50' rx='10' ry='8'/>"
        + "<circle class='b' cx='41' cy='38' r='3'/><circle class='b' cx='59' cy='38' r='3'/>"
        + "<circle class='b' cx='50' cy='47' r='3'/>"
    private static let bunting =
        "<path class='l' d='M6 24c28 18 60 18 88 0'/>"
        + "<path class='a' d='M14 30l18 6-12 26zM40 38h20L50 68zM68 36l18-6-6 32z'/>"
        + "<circle class='a' cx='50' cy='84' r='5'/>"
    private static let pencil =
        "<path class='a' d='M24 62L66 20l14 14-42 42z'/>"
        + "<path class='w' d='M24 62l14 14-20 6z'/>"
        + "<path class='b' d='M18 82l6-2-4-4zM70 16l4-4 14 14-4 4z'/>"
    private static let cushion =
        "<path class='a' d='M16 20c22 6 46 6 68 0-6 20-6 40 0 60-22-6-46-6-68 0 6-20 6-40"
        + " 0-60z'/><circle class='w' cx='50' cy='50' r='5'/>"
        + "<path class='l' d='M30 34l12 10M70 34L58 44M30 66l12-10M70 66L58 56'/>"
    private static let bottle =
        "<rect class='b' x='42' y='10' width='16' height='10' rx='2'/>"
        + "<path class='a' d='M42 22h16v8c18 4 18 14 18 24v24a12 12 0 0 1-12 12H36a12 12 0 0"
        + " 1-12-12V54c0-10 0-20 18-24z'/><path class='v' d='M36 50h28M36 62h28M36 74h28'/>"
    private static let gift =
        "<rect class='a' x='18' y='44' width='64' height='42' rx='3'/>"
        + "<rect class='a' x='14' y='32' width='72' height='14' rx='3'/>"
        + "<path class='v' d='M50 32v54'/>"
        + "<path class='l' d='M50 32c-26 0-22-24-10-20 8 2 10 20 10 20zM50 32c26 0 22-24"
        + " 10-20-8 2-10 20-10 20z'/>"
}
