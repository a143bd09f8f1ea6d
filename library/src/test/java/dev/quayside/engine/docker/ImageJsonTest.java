package dev.quayside.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageJsonTest {
    @Test
    void anImageIsListedOnceForEachTag() {
        assertThat(references("\"RepoTags\":[\"b:2\",\"localhost:5000/a:1\"],\"RepoDigests\":[\"b@sha256:d\"]"))
                .containsExactly("b:2", "localhost:5000/a:1");
    }

    @Test
    void aRepositoryThatHasOnlyADigestIsListedToo() {
        // What engine 29 says after a pull by digest.
        assertThat(references("\"RepoTags\":[\"b:2\",\"localhost:5000/a@sha256:d\"],\"RepoDigests\":[\"b@sha256:d\"]"))
                .containsExactly("b:2", "localhost:5000/a@sha256:d");
    }

    @Test
    void namesThatPodmanWritesOutInFullAreShortened() {
        assertThat(references("\"RepoTags\":[\"docker.io/library/b:2\",\"docker.io/team/a:1\",\"localhost/c:3\"]"))
                .containsExactly("b:2", "localhost/c:3", "team/a:1");
    }

    @Test
    void anImageWithoutANameIsKnownByItsId() {
        assertThat(references("\"RepoTags\":[\"<none>:<none>\"],\"RepoDigests\":[\"<none>@<none>\"]"))
                .containsExactly("sha256:id");
        assertThat(references("\"RepoTags\":null")).containsExactly("sha256:id");
    }

    private static List<String> references(String members) {
        return ImageJson.listed(Json.parse("{\"Id\":\"sha256:id\"," + members + "}"))
                .map(DockerImage::reference)
                .toList();
    }
}
