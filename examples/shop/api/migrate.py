"""Brings the database to the shop's schema and puts the first products in. Running it again changes nothing."""
import stores

PRODUCTS = [("Bread", 350), ("Lantern", 2400), ("Rope, 10 m", 1250)]

connection = stores.database()
with connection, connection.cursor() as cursor:
    cursor.execute("CREATE TABLE IF NOT EXISTS products (name text PRIMARY KEY, price_cents integer NOT NULL)")
    cursor.executemany("INSERT INTO products VALUES (%s, %s) ON CONFLICT DO NOTHING", PRODUCTS)
connection.close()
print(f"the database has its {len(PRODUCTS)} products")
