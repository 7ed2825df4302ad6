internal import Service

/// What is wrong with a form, in words for a buyer.
enum FieldWords {
    /// What is wanted in a field.
    static func wrong(_ field: String, _ code: String, _ t: Language) -> String {
        switch field {
        case "email" where code == "email_taken":
            t("There is an account with this address: sign in.", "该邮箱已注册，请直接登录。")
        case "email": t("An e-mail address is wanted, such as a@example.com.", "请输入有效的电子邮箱。")
        case "password": t("10 to 200 characters are wanted.", "请输入 10 至 200 个字符。")
        case "name": t("Who receives it? 1 to 120 characters.", "请填写姓名，1 至 120 个字符。")
        case "line1": t("Street and number are wanted.", "请填写街道和门牌号。")
        case "city": t("The town is wanted.", "请填写城市。")
        case "country": t("Choose a country.", "请选择国家或地区。")
        default: t("At most 200 characters in one line.", "一行，最多 200 个字符。")
        }
    }

    /// What is said where single fields are wrong.
    static func incomplete(_ t: Language) -> String {
        t("Please look through what you filled in.", "请检查填写的内容。")
    }

    /// What is wrong with the whole.
    static func whole(_ problem: Problem, _ t: Language) -> String {
        switch problem.code {
        case "wrong_credentials":
            return t("The e-mail address or the password is wrong.", "邮箱或密码不正确。")
        case _ where problem.status == 429:
            let seconds = problem.retryAfterSeconds ?? 60
            return t(
                "Too many attempts: try again in \(seconds) seconds.", "尝试次数过多，请 \(seconds) 秒后再试。")
        case "unknown_coupon": return t("There is no such coupon in this store.", "本店没有此优惠券。")
        default:
            if problem.status >= 500 {
                return t("The store is very busy: try again in a moment.", "商店当前繁忙，请稍后再试。")
            }
            return incomplete(t)
        }
    }
}
