internal import Primitives
internal import Store

/// The words of products, for the search. **SQLite only**: FTS5, with its tokenizers `porter` and
/// `trigram` (SQLite 3.34 or newer); on PostgreSQL this file and `SearchTables+Matching` are to be
/// written anew over `tsvector` and `pg_trgm`.
///
/// The rows follow the products' in the same transaction and can be made anew from them.
enum SearchTables {
    /// `product_words` finds English by word, in any form; `product_trigrams` finds parts of words:
    /// Chinese, which has no spaces, and misspelt English.
    static let schema = """
        CREATE VIRTUAL TABLE product_words USING fts5 (
            name, choices, category, codes, description,
            tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3');
        CREATE VIRTUAL TABLE product_trigrams USING fts5 (
            name, category, description, tokenize = 'trigram');
        """

    /// Writes the words of a product anew.
    static func index(_ product: ProductID, _ connection: Connection) throws(StoreError) {
        try remove("= $1", product.value, connection)
        try insert("= $1", product.value, connection)
    }

    /// Writes the words of all products in a category, or in one below it, anew.
    static func indexCategory(_ category: CategoryID, _ connection: Connection) throws(StoreError) {
        let products = """
            IN (
                SELECT id FROM products WHERE category IN (
                    SELECT id FROM categories WHERE id = $1 OR parent = $1))
            """
        try remove(products, category.value, connection)
        try insert(products, category.value, connection)
    }

    private static func remove(_ which: String, _ value: SQLValue, _ connection: Connection)
        throws(StoreError)
    {
        try connection.execute("DELETE FROM product_words WHERE rowid \(which)", [value])
        try connection.execute("DELETE FROM product_trigrams WHERE rowid \(which)", [value])
    }

    private static func insert(_ which: String, _ value: SQLValue, _ connection: Connection)
        throws(StoreError)
    {
        let source = """
            FROM products p LEFT JOIN categories c ON c.id = p.category
                LEFT JOIN categories above ON above.id = c.parent
            WHERE p.id \(which)
            """
        try connection.execute(
            """
            INSERT INTO product_words (rowid, name, choices, category, codes, description)
            SELECT p.id, p.name || ' ' || coalesce(p.name_zh, ''), p.options,
                coalesce(c.name, '') || ' ' || coalesce(above.name, ''),
                coalesce((
                    SELECT group_concat(code || ' ' || coalesce(barcode, ''), ' ') FROM skus
                    WHERE product = p.id), ''),
                p.description
            \(source)
            """, [value])
        try connection.execute(
            """
            INSERT INTO product_trigrams (rowid, name, category, description)
            SELECT p.id, p.name || ' ' || coalesce(p.name_zh, ''),
                coalesce(c.name_zh, '') || ' ' || coalesce(above.name_zh, ''), p.description
            \(source)
            """, [value])
    }
}
