package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
    @TempDir
    Path folder;

    @Test
    void aRecipeMakesTheTagsThatItNames() {
        var recipe = Recipe.parse(folder, "repository=redis\ntags=7.0, 7,latest\n");
        assertThat(recipe.images())
                .extracting(ImageRef::familiar)
                .containsExactly("redis:7.0", "redis:7", "redis:latest");
        assertThat(recipe.makes(ImageRef.parse("docker.io/library/redis:7"))).isTrue();
        assertThat(recipe.makes(ImageRef.parse("redis:6"))).isFalse();
        assertThat(recipe.makes(ImageRef.parse("other/redis:7"))).isFalse();
        assertThat(recipe.makes(ImageRef.parse("example.com/library/redis:7"))).isFalse();
        assertThat(recipe.makes(ImageRef.parse("redis:7@sha256:" + "0".repeat(64))))
                .isFalse();
    }

    @Test
    void recipesAreReadFromAnArchiveToo() throws Exception {
        var archive = folder.resolve("a b.jar");
        try (var jar = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            var image = Files.createDirectories(jar.getPath("/dev/quayside/provision/lab/images/redis"));
            Files.writeString(image.resolve("recipe.properties"), "repository=redis");
        }
        var location = URI.create("jar:" + archive.toUri() + "!/dev/quayside/provision/lab");
        assertThat(Recipes.read(location)).containsOnlyKeys("images/redis/recipe.properties");
    }

    @Test
    void aRecipeWithoutTagsIsRefusedByName() {
        assertThatThrownBy(() -> Recipe.parse(folder, "repository=redis"))
                .isInstanceOf(QuaysideException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void theRecipesThatComeWithQuaysideAreUnpackedOnceAndCanBeRun() {
        var recipes = Recipes.unpackedBelow(folder);
        assertThat(recipes.all())
                .extracting(Recipe::repository)
                .contains("busybox", "debian", "python", "nginx", "redis", "postgres", "mariadb", "eclipse-temurin");
        assertThat(recipes.find(ImageRef.parse("busybox:1.37")).orElseThrow().base())
                .contains("busybox");
        assertThat(recipes.find(ImageRef.parse("busybox:0"))).isEmpty();
        assertThat(Files.isExecutable(recipes.baseScript())).isTrue();
        assertThat(recipes.folder().resolve("common.sh")).exists();
        assertThat(recipes.folder().resolve("images/redis/docker-entrypoint.sh"))
                .isExecutable();
        assertThat(Recipes.unpackedBelow(folder)).isEqualTo(recipes);
        assertThat(FileAccess.list(folder)).hasSize(1);
    }
}
