package dev.quayside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRegistryTest {
    @ParameterizedTest
    @CsvSource({
        "registry.example.com, registry.example.com/shop-web:1",
        "registry.example.com/team/apps, registry.example.com/team/apps/shop-web:1",
        "localhost:5000, localhost:5000/shop-web:1",
        "10.0.0.1:5000/team, 10.0.0.1:5000/team/shop-web:1",
        "docker.io/ada, ada/shop-web:1"
    })
    void anImageIsNamedByItsAppAndServiceInTheRegistry(String text, String image) {
        assertThat(ImageRegistry.parse(text).reference("shop", "Web", "1").familiar())
                .isEqualTo(image);
        assertThat(ImageRegistry.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "team", "team/apps", "registry.example.com/", "https://registry.example.com"})
    void whatNamesNoHostIsRefused(String text) {
        assertThatThrownBy(() -> ImageRegistry.parse(text)).hasMessageContaining("'" + text + "'");
    }

    @Test
    void aPathThatNoImageCanHaveIsRefused() {
        assertThatThrownBy(() -> ImageRegistry.parse("registry.example.com/Team"))
                .hasMessageContaining("Team");
    }
}
