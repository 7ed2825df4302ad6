extension RetailShelf {
    /// The sample's categories, in the order of the store.
    static let store: [RetailShelf] =
        [
            RetailShelf(
                slug: "kitchen", english: "Kitchen & Dining", chinese: "厨房餐饮",
                below: [
                    RetailShelf(
                        slug: "baking", english: "Cakes & Baking", chinese: "蛋糕烘焙",
                        keys: [
                            "CAKE", "CAKESTAND", "BAKING", "CUPCAKE", "PETIT FOUR", "COOKIE",
                            "BISCUIT",
                            "MUFFIN", "JELLY", "ROLLING PIN", "PIE", "TARTLET", "FAIRY CAKE",
                            "PUDDING",
                        ]),
                    RetailShelf(
                        slug: "tableware", english: "Mugs, Plates & Bowls", chinese: "杯盘碗碟",
                        keys: [
                            "MUG", "CUP", "TEACUP", "SAUCER", "PLATE", "BOWL", "JUG", "TEAPOT",
                            "TUMBLER",
                            "GLASS TUMBLER", "GOBLET", "CUTLERY", "SPOON", "FORK", "COASTER",
                            "PLACEMAT",
                            "PLACE SETTING", "NAPKIN RING", "EGG CUP", "DISH", "TRAY", "DECANTER",
                            "TEA SET", "WINE GLASS", "BEAKER", "STRAW", "CHOPSTICK", "PITCHER",
                        ]),
                    RetailShelf(
                        slug: "tins-jars", english: "Tins, Jars & Storage", chinese: "罐盒储物",
                        keys: [
                            "TIN", "JAR", "CANISTER", "BREAD BIN", "STORAGE", "CONTAINER", "CADDY",
                            "CLOCHE", "SPICE", "JAM", "POT RACK", "BOTTLE RACK",
                        ]),
                    RetailShelf(
                        slug: "kitchen-tools", english: "Aprons, Towels & Tools", chinese: "厨房用品",
                        keys: [
                            "APRON", "TEA TOWEL", "OVEN GLOVE", "KITCHEN", "SCALE", "TEA COSY",
                            "RECIPE",
                            "COLANDER", "TIMER", "CHOPPING BOARD", "FRIDGE MAGNET", "TABLECLOTH",
                            "TABLE CLOTH", "TABLE RUN", "DOILY", "TOAST", "COOK", "BOTTLE OPENER",
                            "CORKSCREW", "ICE CREAM", "PEG BAG", "WASHING UP", "POPCORN",
                            "MEASURING",
                            "GRATER", "WHISK", "SPATULA", "LADLE", "SUGAR", "MILK", "COFFEE", "EGG",
                        ]),
                    RetailShelf(
                        slug: "picnic", english: "Picnic & Lunch", chinese: "野餐便当",
                        keys: [
                            "PICNIC", "LUNCH BOX", "SNACK BOX", "WATER BOTTLE", "FLASK", "HAMPER",
                            "BENTO", "SANDWICH", "BASKET", "COOL BAG", "LUNCHBOX",
                        ]),
                ]),
            RetailShelf(
                slug: "home", english: "Home Decoration", chinese: "家居装饰",
                below: [
                    RetailShelf(
                        slug: "hanging-decorations", english: "Hearts & Hanging Decorations",
                        chinese: "爱心挂饰",
                        keys: [
                            "HANGING", "HEART", "GARLAND", "CHIME", "MOBILE", "DECORATION",
                            "WREATH",
                            "CURTAIN", "DANGLER", "DREAM CATCHER", "STRING OF", "FEATHER", "BELL",
                        ]),
                    RetailShelf(
                        slug: "frames-mirrors", english: "Frames, Mirrors & Clocks",
                        chinese: "相框镜钟",
                        keys: [
                            "FRAME", "PHOTO", "MIRROR", "CLOCK", "PICTURE", "ALBUM", "CALENDAR",
                            "WATCH",
                        ]),
                    RetailShelf(
                        slug: "signs-wall-art", english: "Signs & Wall Art", chinese: "标牌墙饰",
                        keys: [
                            "SIGN", "WALL ART", "BLACKBOARD", "CHALKBOARD", "MEMO BOARD",
                            "NOTICEBOARD",
                            "LETTER", "POSTER", "WALL TIDY", "PLAQUE", "NUMBER TILE", "BLOCK WORD",
                            "WORD", "CHALK BOARD", "NOTICE BOARD", "CANVAS", "STENCIL",
                        ]),
                    RetailShelf(
                        slug: "cabinets-boxes", english: "Cabinets, Drawers & Boxes",
                        chinese: "柜屉收纳",
                        keys: [
                            "CABINET", "DRAWER", "BOX", "SHELF", "CHEST", "TRUNK", "STOOL", "CHAIR",
                            "TABLE", "RACK", "STAND", "BIN", "SUITCASE", "CRATE", "TROLLEY",
                            "SHELVES",
                            "BENCH", "CUPBOARD", "ORGANISER", "TIDY", "LADDER", "SCREEN", "BOXE",
                            "BUREAU",
                        ]),
                    RetailShelf(
                        slug: "cushions-textiles", english: "Cushions, Rugs & Textiles",
                        chinese: "靠垫织物",
                        keys: [
                            "CUSHION", "QUILT", "THROW", "RUG", "DOORMAT", "DOOR MAT", "BLANKET",
                            "FILLER PAD", "BEDSPREAD", "PILLOW", "FABRIC", "MAT", "POUFFE",
                            "EIDERDOWN",
                            "DOORSTOP", "DOOR STOP", "BEAN BAG", "DRAUGHT", "SLIPPER", "SOCK",
                            "SCARF",
                            "TOWEL", "HAMMOCK", "PONCHO", "PASHMINA", "SHAWL", "GLOVE", "HAT",
                        ]),
                    RetailShelf(
                        slug: "flowers-vases", english: "Flowers & Vases", chinese: "花卉花瓶",
                        keys: [
                            "VASE", "ARTIFICIAL FLOWER", "ART FLOWER", "BOUQUET", "ROSE", "FLOWER",
                            "LEAVES", "HYDRANGEA", "PEONY", "DAISY", "SUNFLOWER", "ORCHID", "TULIP",
                            "HERB",
                        ]),
                    RetailShelf(
                        slug: "hooks-hardware", english: "Hooks, Knobs & Hardware", chinese: "挂钩五金",
                        keys: [
                            "HOOK", "KNOB", "HANGER", "KEY RING", "KEYRING", "KEY FOB", "MAGNET",
                            "DOORKNOB", "PEG", "TISSUE", "HOLDER", "FAN", "SAVER", "LOCK", "TORCH",
                            "SCREWDRIVER", "TOOL", "SPIRIT LEVEL", "TAPE MEASURE", "PAPERWEIGHT",
                            "PILL",
                            "BELLOWS", "RADIO", "PHONE", "KEY", "LIGHTER", "ASHTRAY",
                        ]),
                    RetailShelf(
                        slug: "ornaments", english: "Ornaments & Curiosities", chinese: "摆件奇趣",
                        keys: [
                            "ORNAMENT", "FIGURINE", "BIRD", "DOVE", "OWL", "HEN", "CAT", "DOG",
                            "RABBIT",
                            "BUNNY", "ELEPHANT", "FROG", "BUTTERFLY", "FAIRY", "ANGEL", "BUDDHA",
                            "SKULL", "GNOME", "PIG", "HORSE", "MONEY BANK", "MONEY BOX",
                            "MONEYBANK",
                            "CERAMIC", "WOODEN", "GLASS", "METAL", "PORCELAIN", "STONE", "RESIN",
                            "BABUSHKA", "GLOBE", "SNOWGLOBE", "SNOW GLOBE", "BUST", "CHERUB",
                            "SHELL",
                        ]),
                ]),
            RetailShelf(
                slug: "lights", english: "Lights & Candles", chinese: "灯饰香氛",
                below: [
                    RetailShelf(
                        slug: "t-light-holders", english: "T-Light Holders", chinese: "烛台",
                        keys: [
                            "T LIGHT", "TLIGHT", "TEALIGHT", "CANDLE HOLDER", "CANDLEHOLDER",
                            "CANDLESTICK", "CANDELABRA", "VOTIVE", "CANDLE PLATE", "TEA LIGHT",
                            "CANDLE STICK",
                        ]),
                    RetailShelf(
                        slug: "candles", english: "Candles & Scents", chinese: "蜡烛香薰",
                        keys: [
                            "CANDLE", "INCENSE", "SCENTED", "OIL BURNER", "POTPOURRI", "FRAGRANCE",
                            "SCENT", "LAVENDER", "SACHET", "MATCHES", "SNUFFER", "DIFFUSER",
                        ]),
                    RetailShelf(
                        slug: "lamps", english: "Lamps, Lanterns & Fairy Lights", chinese: "灯具灯笼",
                        keys: [
                            "LANTERN", "LAMP", "LAMPSHADE", "NIGHT LIGHT", "CHANDELIER",
                            "FAIRY LIGHT",
                            "LIGHT", "LED", "LIGHT GARLAND",
                        ]),
                ]),
            RetailShelf(
                slug: "bags", english: "Bags & Travel", chinese: "包袋旅行",
                below: [
                    RetailShelf(
                        slug: "shopping-bags", english: "Shopping & Jumbo Bags", chinese: "购物袋",
                        keys: [
                            "JUMBO BAG", "SHOPPER", "SHOPPING BAG", "JUMBO STORAGE BAG", "TOTE",
                            "CHARLOTTE BAG", "STORAGE BAG", "BEACH BAG", "SHOULDER BAG", "BAG",
                        ]),
                    RetailShelf(
                        slug: "lunch-bags", english: "Lunch Bags", chinese: "午餐包",
                        keys: ["LUNCH BAG", "LUNCHBAG"]),
                    RetailShelf(
                        slug: "purses-travel", english: "Purses & Travel", chinese: "钱包旅行",
                        keys: [
                            "PURSE", "WALLET", "HANDBAG", "LUGGAGE", "PASSPORT", "SUITCASE",
                            "UMBRELLA",
                            "PARASOL", "TRAVEL", "EYE MASK", "SLEEPING MASK", "CLUTCH", "RUCKSACK",
                            "BACKPACK", "WEEKEND BAG", "GLASSES CASE", "SPECTACLE", "CARD HOLDER",
                            "RAIN HAT", "SATCHEL", "POUCH",
                        ]),
                ]),
            RetailShelf(
                slug: "seasonal", english: "Christmas & Easter", chinese: "圣诞复活节",
                below: [
                    RetailShelf(
                        slug: "christmas", english: "Christmas", chinese: "圣诞",
                        keys: [
                            "CHRISTMAS", "XMAS", "SANTA", "REINDEER", "ADVENT", "NATIVITY",
                            "SNOWMAN",
                            "SNOWMEN", "BAUBLE", "NOEL", "SNOWFLAKE", "STOCKING", "MISTLETOE",
                            "HOLLY",
                            "RUDOLPH", "SNOWY", "SLEIGH", "YULETIDE", "TREE DECORATION", "FESTIVE",
                        ]),
                    RetailShelf(
                        slug: "easter", english: "Easter", chinese: "复活节",
                        keys: ["EASTER"]),
                ]),
        ] + gifts
}
