"""The shop's two stores: products in Postgres, visits in Redis. Both are told where they are by the environment."""
import os

import psycopg2
import redis


def database():
    with open(os.environ["DB_PASSWORD_FILE"], encoding="utf-8") as file:
        password = file.read().strip()
    return psycopg2.connect(
        host=os.environ["DB_HOST"],
        user=os.environ["DB_USER"],
        dbname=os.environ["DB_NAME"],
        password=password,
        connect_timeout=3,
    )


def products():
    connection = database()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, price_cents FROM products ORDER BY name")
            return cursor.fetchall()
    finally:
        connection.close()


def cache():
    return redis.Redis(host=os.environ["CACHE_HOST"], socket_timeout=3)


def count_visit():
    return cache().incr("visits")
