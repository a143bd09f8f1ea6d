package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.error.ErrorCode;
import dev.quayside.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a pod that does not become ready. */
class PodTroubleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ImagePullBackOff | Back-off pulling image 'shop:1': ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image \\\"docker.io/library/shop:1\\\": docker.io/library/shop:1: not found | NOT_READY | container 'web' of pod 'web-1' cannot get its image 'shop:1' (ImagePullBackOff): docker.io/library/shop:1: not found",
                "ErrImagePull | rpc error: code = NotFound desc = docker.io/library/shop:1: not found | NOT_READY | container 'web' of pod 'web-1' cannot get its image 'shop:1' (ErrImagePull): docker.io/library/shop:1: not found",
                "ImagePullBackOff | Back-off pulling image 'shop:1' | NOT_READY | container 'web' of pod 'web-1' cannot get its image 'shop:1' (ImagePullBackOff): Back-off pulling image 'shop:1'",
                "CrashLoopBackOff | back-off 10s | CONTAINER_FAILED | container 'web' of pod 'web-1': CrashLoopBackOff: back-off 10s",
            })
    void theCauseIsSaidWithoutWhatIsAroundIt(String reason, String message, ErrorCode code, String text) {
        var pod = Json.parse(
                "{\"metadata\":{\"name\":\"web-1\"},\"status\":{\"containerStatuses\":[{\"name\":\"web\",\"image\":\"shop:1\","
                        + "\"state\":{\"waiting\":{\"reason\":\"" + reason + "\",\"message\":\"" + message
                        + "\"}}}]}}");

        assertThat(PodTrouble.of(pod)).contains(new PodTrouble(code, text, true));
    }

    @Test
    void aRegistryThatDoesNotAnswerNowMayAnswerNext() {
        var pod = Json.parse(
                "{\"metadata\":{\"name\":\"web-1\"},\"status\":{\"containerStatuses\":[{\"name\":\"web\",\"state\":"
                        + "{\"waiting\":{\"reason\":\"ErrImagePull\",\"message\":\"rpc error: code = Unknown desc = i/o timeout\"}}}]}}");

        assertThat(PodTrouble.of(pod)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, 1, true", "7, 137, true", "1, 1, false", "2, 0, false"})
    void aContainerThatFailsAgainAfterTwoRestartsIsInTroubleWhileItWaitsForTheNext(
            int restarts, int exitCode, boolean inTrouble) {
        var pod = Json.parse(
                "{\"metadata\":{\"name\":\"web-1\"},\"status\":{\"containerStatuses\":[{\"name\":\"web\",\"restartCount\":"
                        + restarts + ",\"state\":{\"terminated\":{\"reason\":\"Error\",\"exitCode\":" + exitCode
                        + "}}}]}}");

        assertThat(PodTrouble.of(pod))
                .isEqualTo(
                        inTrouble
                                ? Optional.of(new PodTrouble(
                                        ErrorCode.CONTAINER_FAILED,
                                        "container 'web' of pod 'web-1' fails again and again: after " + restarts
                                                + " restarts it exited with " + exitCode,
                                        true))
                                : Optional.empty());
    }
}
