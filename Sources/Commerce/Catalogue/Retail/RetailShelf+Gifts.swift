extension RetailShelf {
    /// The second half of the sample's categories.
    static let gifts: [RetailShelf] = [
        RetailShelf(
            slug: "stationery", english: "Stationery & Craft", chinese: "文具手工",
            below: [
                RetailShelf(
                    slug: "cards-wrap", english: "Cards & Gift Wrap", chinese: "贺卡包装",
                    keys: [
                        "CARD", "WRAP", "GIFT BAG", "GIFT TAG", "TAG", "RIBBON", "ENVELOPE",
                        "TISSUE PAPER", "GIFT BOX", "GREETING", "BIRTHDAY", "POSTCARD",
                        "LETTER SET",
                    ]),
                RetailShelf(
                    slug: "notebooks-pens", english: "Notebooks & Pens", chinese: "本册笔类",
                    keys: [
                        "NOTEBOOK", "PEN", "PENCIL", "JOURNAL", "DIARY", "RULER", "ERASER",
                        "RUBBER",
                        "STATIONERY", "BOOK", "BOOKCOVER", "NOTEPAD", "NOTELET", "CLIPBOARD",
                        "WRITING", "BOOKMARK", "SKETCHBOOK", "ADDRESS BOOK", "ORGANIZER", "CHALK",
                        "CRAYON", "STAMP", "SHARPENER", "MEMO", "FOLDER", "FILE",
                    ]),
                RetailShelf(
                    slug: "craft", english: "Craft & Sewing", chinese: "手工缝纫",
                    keys: [
                        "PAPER CRAFT", "STICKER", "SEWING", "KNITTING", "BUTTON", "PATCHES",
                        "DECOUPAGE",
                        "ORIGAMI", "CRAFT", "FELTCRAFT", "EMBROIDERY", "NEEDLE", "BEAD", "SCISSOR",
                        "ASSORTED COLOURS TAPE", "TAPE", "TAPES", "MAKE YOUR OWN", "CROCHET",
                        "PAINT", "PAINTING", "THREAD", "PIN CUSHION",
                    ]),
            ]),
        RetailShelf(
            slug: "toys", english: "Toys & Children", chinese: "玩具儿童",
            below: [
                RetailShelf(
                    slug: "games-toys", english: "Games & Toys", chinese: "游戏玩具",
                    keys: [
                        "TOY", "GAME", "PUZZLE", "DOLL", "SOLDIER", "SKITTLE", "GLIDER", "MARBLE",
                        "JIGSAW", "DOMINO", "PLAYHOUSE", "ROCKET", "SPACEBOY", "TEDDY", "BALL",
                        "KITE", "BUBBLE", "YOYO", "PUPPET", "HELICOPTER", "ROBOT", "TRAIN", "CARS",
                        "CAR", "BINGO", "SNAKE", "LADDERS", "DRUM", "HARMONICA", "WHISTLE",
                        "SPINNING TOP", "SKIPPING ROPE", "CHESS", "BACKGAMMON", "QUIZ", "WINDMILL",
                        "DINOSAUR", "AEROPLANE", "BOAT", "RIBBON REEL", "DISCO", "SLATE",
                        "INFLATABLE", "SPINNER", "TRUMP", "CATAPULT", "PIRATE",
                    ]),
                RetailShelf(
                    slug: "children", english: "For Children", chinese: "儿童用品",
                    keys: [
                        "CHILDREN", "CHILD", "BABY", "KID", "GIRL", "BOY", "SCHOOL", "DOLLY",
                        "NURSERY",
                        "CIRCUS", "CHARLIE", "LOLA", "BIB", "FAIRY TALE", "PRINCESS", "TOADSTOOL",
                        "TODDLER",
                    ]),
            ]),
        RetailShelf(
            slug: "garden-outdoors", english: "Garden & Outdoors", chinese: "园艺户外",
            below: [
                RetailShelf(
                    slug: "garden", english: "Garden", chinese: "园艺",
                    keys: [
                        "GARDEN", "PLANT", "PLANTER", "FLOWERPOT", "WATERING CAN", "SEED",
                        "BIRD FEEDER", "BIRD HOUSE", "BIRDHOUSE", "BIRD BATH", "GARDENER",
                        "PARASOL",
                        "POT", "TRELLIS", "BIRDCAGE", "BIRD TABLE", "OUTDOOR", "TROWEL", "INSECT",
                        "WILDLIFE", "BEE", "LAWN", "HOSE", "BUCKET", "TERRACOTTA", "GROW YOUR OWN",
                        "SUNDIAL", "THERMOMETER", "WELLY",
                    ])
            ]),
        RetailShelf(
            slug: "jewellery-beauty", english: "Jewellery & Beauty", chinese: "首饰美容",
            below: [
                RetailShelf(
                    slug: "jewellery", english: "Jewellery", chinese: "首饰",
                    keys: [
                        "NECKLACE", "BRACELET", "EARRING", "RING", "BROOCH", "PENDANT", "BANGLE",
                        "JEWELLERY", "CHARM", "DIAMANTE", "BRACELETS", "CHOKER", "TIARA", "ANKLET",
                        "PHONE CHARM", "NECKLACE+BRACELET", "CUFF", "LARIAT",
                    ]),
                RetailShelf(
                    slug: "hair-accessories", english: "Hair Accessories", chinese: "发饰",
                    keys: ["HAIR", "HAIRCLIP", "HEADBAND", "SLIDE", "HAIRBAND", "HAIR CLIP"]),
                RetailShelf(
                    slug: "bath-beauty", english: "Bath & Beauty", chinese: "沐浴美容",
                    keys: [
                        "SOAP", "BATH", "SHOWER", "WASHBAG", "WASH BAG", "TOOTHBRUSH", "BALM",
                        "LIP",
                        "BATHROOM", "SPONGE", "TOILETRY", "COSMETIC", "MAKE UP", "MANICURE", "NAIL",
                        "COMPACT", "PLASTER", "PLASTERS", "FLANNEL", "TOILET", "LOO", "MASSAGER",
                        "BODY", "PERFUME", "MAKEUP", "COTTON WOOL",
                    ]),
            ]),
        RetailShelf(
            slug: "party-warm", english: "Party & Cosy", chinese: "派对暖居",
            below: [
                RetailShelf(
                    slug: "party", english: "Party", chinese: "派对",
                    keys: [
                        "BUNTING", "BALLOON", "PARTY", "NAPKIN", "PAPER CUP", "PAPER PLATE",
                        "CONFETTI", "COCKTAIL", "STREAMER", "PAPER CHAIN", "INVITE", "INVITES",
                        "INVITATION", "SERVIETTE", "PAPER LANTERN", "PAPER BUNTING", "WEDDING",
                        "HEN PARTY", "POM POM",
                    ]),
                RetailShelf(
                    slug: "warmers", english: "Hot Water Bottles & Hand Warmers",
                    chinese: "热水袋暖手宝",
                    keys: ["HOT WATER BOTTLE", "HAND WARMER", "HANDWARMER", "HOTTIE", "WARMER"]),
            ]),
        RetailShelf(slug: other, english: "More Gifts", chinese: "更多礼品"),
    ]
}
