internal import Service

/// What is wrong, in the reader's language: other modules say it in English.
enum ProblemWords {
    /// A text of another module; English that has no words here is marked as English.
    static func html(_ text: String, _ t: Language) -> HTML {
        guard t == .chinese else { return "\(text)" }
        if let chinese = chinese(text) { return "\(chinese)" }
        let isEnglish = text.utf8.allSatisfy { $0 < 0x80 }
        return isEnglish ? "<span lang=\"en\">\(text)</span>" : "\(text)"
    }

    /// What a problem says as a whole.
    static func html(_ problem: Problem, _ t: Language) -> HTML {
        if t == .chinese, let text = chinese(problem.detail) ?? byCode[problem.code] {
            return "\(text)"
        }
        return html(problem.detail, t)
    }

    /// The Chinese words for an English sentence: its numbers stand where the words have `#`.
    private static func chinese(_ text: String) -> String? {
        words(text) ?? words(text.prefix(1).lowercased() + text.dropFirst())
    }

    private static func words(_ text: String) -> String? {
        var (pattern, numbers) = ("", [Substring]())
        var rest = text[...]
        while let first = rest.first {
            guard first.isASCII, first.isNumber else {
                pattern.append(first)
                rest = rest.dropFirst()
                continue
            }
            var number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ",") }
            while number.last == "," { number = number.dropLast() }
            numbers.append(number)
            pattern.append("#")
            rest = rest[number.endIndex...]
        }
        if pattern.last == "." { pattern.removeLast() }
        guard let words = sentences[pattern] else { return nil }
        var output = ""
        var next = numbers.makeIterator()
        for character in words {
            if character == "#" { output += next.next() ?? "" } else { output.append(character) }
        }
        return output
    }

    private static let byCode: [String: String] = [
        "unauthorized": "登录信息无效或已过期，请重新登录。",
        "forbidden": "您的角色没有此权限：请联系店铺所有者。",
        "not_found": "这里没有您要找的内容，或它不属于您的店铺。",
        "method_not_allowed": "此页面不接受这种请求，请返回后重试。",
        "busy": "系统暂时繁忙，请稍后重试。", "unavailable": "系统暂时无法处理，请稍后重试。",
        "storage_unavailable": "系统暂时无法处理，请稍后重试。",
        "order_book_unavailable": "系统暂时无法处理，请稍后重试。",
        "internal": "系统内部出错，问题已被记录。",
        "csrf_token_missing": "表单已过期：请重新加载页面后再提交。",
        "code_taken": "此编码已被使用，请换一个。", "too_many": "数量已达上限。",
        "body_too_large": "提交的内容过大。", "file_too_large": "文件过大，请拆分后再导入。",
        "wrong_credentials": "电子邮箱或密码错误。",
    ]

    private static let sentences: [String: String] = [
        // Texts, numbers, addresses.
        "must not be empty": "不能为空",
        "must have at most # characters": "最多 # 个字符",
        "# characters at most": "最多 # 个字符", "# bytes at most": "最多 # 字节",
        "# at most": "最大为 #", "at most #": "最大为 #", "at least #": "至少为 #", "# to #": "必须在 # 到 # 之间",
        "must be # to #": "必须在 # 到 # 之间",
        "must be a time such as #-#-#T#:#:#Z": "必须是时间，例如 2026-11-11T00:00:00Z",
        "must be in the past": "必须早于现在", "must be within # days after from": "必须在起始时间之后 # 天内",
        "must be # to # minor units": "必须在 # 到 # 之间（最小货币单位）",
        "# to # minor units": "必须在 # 到 # 之间（最小货币单位）",
        "must be # to # grams": "必须在 # 到 # 克之间",
        "must not have control characters": "不能含控制字符",
        "must not start or end with a space": "首尾不能有空格",
        "a text in one language at least is wanted": "至少填写一种语言",
        "must have # to # of a-z, #-# and single hyphens between them":
            "须为 # 至 # 个小写字母、数字（#-#），中间可用单个连字符",
        "must be an https URL or a path that starts with /, in ASCII, of at most # bytes":
            "必须是 https 地址或以 / 开头的路径，最多 # 字节",
        "must be one line of # to # characters that starts with no space":
            "须为一行 # 至 # 个字符，开头不能有空格",
        "must be an e-mail address of at most # characters": "必须是有效的电子邮箱，最多 # 个字符",
        "must be a password of # to # characters": "密码须为 # 至 # 个字符",
        "is not your password": "与当前密码不符",
        "must be within your own role": "不能超出您自己的角色",
        // Products and SKUs.
        "must have at most # options": "最多 # 个选项", "must have at most # pictures": "最多 # 张图片",
        "must have different names": "名称不能重复", "must have different values": "取值不能重复",
        "must have # to # values": "须有 # 至 # 个取值",
        "must not have | or =, which part values in a spreadsheet": "不能含 | 或 =（表格中用作分隔符）",
        "must be at most # for one product": "一个商品最多 # 个",
        "is taken by another SKU": "已被另一个 SKU 使用", "is taken": "已被使用",
        "are those of another SKU of the product": "与该商品的另一个 SKU 相同",
        "must be that of the product's other SKUs": "须与该商品的其他 SKU 一致",
        "must be a currency that is traded here": "不支持此货币",
        "must be empty, as the product has no options": "必须为空：该商品没有选项",
        "must be one value of each option, in the options' order": "每个选项须选一个值",
        "must be the number of a sale": "请选择活动",
        "there is no such category": "没有此分类",
        "must start with a row of column names": "首行必须是列名",
        "must be draft, published or archived": "必须为 draft、published 或 archived",
        "must be a whole number of grams": "必须是整数克", "must be a currency such as GBP":
            "必须是货币代码，例如 GBP",
        "is needed for a new SKU": "新 SKU 必须填写", "must be a price such as #.#":
            "必须是价格，例如 #.#",
        "must have lines such as Colour=Red|Blue": "须为若干行，例如 颜色=红|蓝",
        "a quote is not closed": "引号未闭合", "a record of more than # MiB": "一条记录超过 # MiB",
        "must have a column slug": "必须有 slug 列", "must be a text in UTF-#": "必须是 UTF-# 文本",
        "A file may have # rows: part it": "文件最多 # 行，请拆分后再导入。",
        "Another store has this handle: choose another one": "此网址片段已被其他店铺使用，请换一个。",
        // Sales and coupons.
        "the end is not after the start": "结束时间须晚于开始时间", "it is before #": "早于 # 年",
        "it is after the year #": "晚于 # 年",
        "# to # letters, digits and hyphens": "须为 # 至 # 个字母、数字或连字符",
        "once scheduled, stock is given or withdrawn": "已排期：请在库存页增加或撤回",
        "This SKU is in the sale already: edit it": "此 SKU 已在活动中，请直接修改。",
        "Put an item into the sale first": "请先为活动添加商品。",
        "The end of the sale has passed: move it first": "活动结束时间已过，请先修改时间。",
        "The sale is closed": "活动已结束。", "Only a draft can be deleted: close the sale":
            "只能删除草稿；请结束该活动。",
        "A draft is not open: delete it instead": "草稿尚未开始，请直接删除。",
        "The sale is scheduled: withdraw the stock instead": "活动已排期，请改为撤回库存。",
        "The draft plans # units of real stock": "该草稿计划了 # 件真实库存。",
        "The store has no everyday selling yet": "店铺还没有日常销售。",
        "A sale has at most # items": "一个活动最多 # 件商品。",
        "# to # units, or as many withdrawn": "须为 # 到 # 件",
        "Only # are free; # were to be withdrawn": "可售库存仅 # 件，无法撤回 # 件。",
        // Warehouses, shipments.
        "must be another warehouse": "请选择另一个仓库", "is taken by another warehouse": "已被另一个仓库使用",
        "There are # in this warehouse": "该仓库只有 # 件。", "A warehouse counts up to #": "仓库计数最多 #。",
        "A merchant has at most # warehouses": "最多 # 个仓库。",
        "the order has no such line": "订单没有此明细", "order # is not paid": "订单 # 未付款",
        "nothing is left to ship of order #": "订单 # 没有待发的商品",
        "there is no order # here": "没有订单 #", "line #: # are left to ship": "明细 #：待发 # 件",
        "# to # printable characters": "须为 # 至 # 个可打印字符",
        "up to # printable characters": "最多 # 个可打印字符",
        "# orders at most in one go": "一次最多 # 个订单",
        // People.
        "Too many attempts: try again in # s": "尝试次数过多，请 # 秒后再试。",
        "Somebody signs in with this e-mail address already": "此邮箱已被使用。",
        "A store needs an owner: make somebody else an owner first":
            "店铺必须有所有者：请先将其他人设为所有者。",
        "A key may not do more than the one who makes it": "密钥的权限不能超出创建者。",
        "A store has at most # keys: revoke some first": "最多 # 个密钥，请先吊销一些。",
        "Many people sign in just now: try again in a moment": "当前登录人数较多，请稍后再试。",
        "The change is written down, but the order core could not be told yet: it will be":
            "更改已保存，稍后会自动通知下单系统。",
        "It was changed since you read it: read it again, then edit":
            "在您编辑期间，有人保存了修改。",
    ]
}
