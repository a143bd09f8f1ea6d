package dev.quayside.app.cli;

/** A small application for tests. */
final class Shop {
    static final String FILE = """
            name: shop
            services:
              web:
                image: nginx:1
                ports: ["127.0.0.1:8080:80"]
                depends_on:
                  db: { condition: service_healthy }
              db:
                image: postgres:15
                environment: { POSTGRES_PASSWORD: geheim }
                healthcheck: { test: ["CMD", "pg_isready"], interval: 1s }
                volumes: ["data:/var/lib/postgresql/data"]
            volumes:
              data:
            """;

    private Shop() {}
}
