package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAccessTest {
    @TempDir
    private Path folder;

    @Test
    void manyWritersOfOneFileLeaveTheTextOfOneOfThemAndNothingElse() throws Exception {
        var file = folder.resolve("below/answers");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> FileAccess.write(file, "text " + i)))
                    .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(FileAccess.read(file).orElseThrow()).matches("text \\d+");
        assertThat(FileAccess.list(file.resolveSibling("."))).hasSize(1);
    }
}
