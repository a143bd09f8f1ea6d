package dev.quayside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.apply.ApplyListener;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.memory.Behaviour;
import dev.quayside.engine.memory.MemoryEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Dependency;
import dev.quayside.model.FileDefinition;
import dev.quayside.model.FileMount;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage.PullPolicy;
import dev.quayside.model.Storage;
import dev.quayside.plan.DownOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QuaysideTest {
    private static final Service DB = Service.of("db", ImageRef.parse("db:1"));
    private static final Service WEB = Service.of("web", ImageRef.parse("web:1"))
            .withDependency("db", Dependency.on(Dependency.Condition.STARTED));
    private static final App SHOP = App.of("shop", WEB, DB);

    private final MemoryEngine engine = new MemoryEngine();
    private final Quayside quayside = Quayside.on(engine);

    @Test
    void anApplicationGoesUpIsSeenAndGoesDown() {
        quayside.up(SHOP, UpOptions.DEFAULT, ApplyListener.silent());

        assertThat(quayside.ps("shop")).extracting(Replica::name).containsExactly("shop-db-g1-1", "shop-web-g1-1");
        assertThat(quayside.ls()).containsExactly(new AppSummary("shop", List.of("db", "web"), 2, 2, 0));
        assertThat(quayside.stats("shop", List.of("web"))).hasSize(1);

        quayside.down("shop", DownOptions.DEFAULT, ApplyListener.silent());

        assertThat(quayside.ls()).isEmpty();
    }

    @Test
    void planOnlyReads() {
        assertThat(quayside.plan(SHOP, UpOptions.DEFAULT).mutating()).isTrue();
        assertThat(engine.changes()).isEmpty();
    }

    @Test
    void targetsBringWhatTheyDependOnUnlessItIsLeftAlone() {
        App alone = Selection.of(SHOP, List.of("web"), UpOptions.Dependencies.LEFT_ALONE);
        App both = Selection.of(SHOP, List.of("web"), UpOptions.Dependencies.INCLUDED);

        assertThat(alone.services()).containsOnlyKeys("web");
        assertThat(alone.services().get("web"))
                .satisfies(web -> assertThat(web.dependsOn()).isEmpty());
        assertThat(alone.inactiveServices()).isEqualTo(Set.of("db"));
        assertThat(both.services()).containsOnlyKeys("web", "db");
    }

    @Test
    void bringingUpOneServiceLeavesTheOthersAlone() {
        quayside.up(SHOP, UpOptions.DEFAULT, ApplyListener.silent());
        engine.forgetChanges();

        quayside.up(SHOP, UpOptions.DEFAULT.withTargets("db"), ApplyListener.silent());

        assertThat(engine.changes()).isEmpty();
        assertThat(quayside.ps("shop")).hasSize(2);
    }

    @Test
    void aServiceCanBeScaled() {
        quayside.up(SHOP, UpOptions.DEFAULT.withScale(Map.of("web", 3)), ApplyListener.silent());

        assertThat(quayside.ps("shop", List.of("web"))).hasSize(3);
        assertThatThrownBy(
                        () -> quayside.up(SHOP, UpOptions.DEFAULT.withScale(Map.of("none", 3)), ApplyListener.silent()))
                .hasMessageContaining("the application 'shop' has no service 'none'; it has: db, web");
    }

    @Test
    void thePullPolicyOfTheOptionsWins() {
        var options = new UpOptions(
                List.of(),
                UpOptions.Dependencies.INCLUDED,
                Map.of(),
                UpOptions.DEFAULT.building(),
                Optional.of(PullPolicy.NEVER),
                UpOptions.DEFAULT.recreation(),
                UpOptions.DEFAULT.orphans(),
                UpOptions.DEFAULT.forced(),
                UpOptions.DEFAULT.waiting(),
                Optional.empty());

        assertThatThrownBy(() -> quayside.up(SHOP, options, ApplyListener.silent()))
                .isInstanceOfSatisfying(
                        QuaysideException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void theContainerThatServesIsChosenForExec() {
        quayside.up(SHOP, UpOptions.DEFAULT.withScale(Map.of("web", 2)), ApplyListener.silent());

        assertThat(quayside.replica("shop", "web", OptionalInt.empty()).id())
                .isEqualTo(new ReplicaId("shop", "web", 1, 1));
        assertThat(quayside.replica("shop", "web", OptionalInt.of(2)).id())
                .isEqualTo(new ReplicaId("shop", "web", 1, 2));
        assertThatThrownBy(() -> quayside.replica("shop", "web", OptionalInt.of(3)))
                .hasMessageContaining("has no running container number 3");
    }

    @Test
    void logsOfAllContainersAreMerged() {
        engine.behave("web", Behaviour.RUNS.writing("w1", "w2"));
        engine.behave("db", Behaviour.RUNS.writing("d1"));
        quayside.up(SHOP, UpOptions.DEFAULT, ApplyListener.silent());

        assertThat(texts(LogQuery.ALL)).containsExactlyInAnyOrder("w1", "w2", "d1");
        assertThat(texts(LogQuery.lastLines(1))).containsExactlyInAnyOrder("w2", "d1");
    }

    @Test
    void followedLogsIncludeContainersThatStartLater() {
        engine.behave("db", Behaviour.RUNS.writing("first"));
        quayside.up(SHOP, UpOptions.DEFAULT, ApplyListener.silent());
        var query = new LogQuery(true, Optional.empty(), Optional.empty(), OptionalInt.empty());
        var seen = new ArrayList<String>();

        try (var logs = quayside.logs("shop", List.of("db"), query, Instant.now())) {
            seen.add(logs.next().orElseThrow().text());
            engine.behave("db", Behaviour.RUNS.writing("second"));
            var again = SHOP.withService(DB.withProcess(DB.process().withEnvironment(Map.of("A", "b"))));
            quayside.up(again, UpOptions.DEFAULT, ApplyListener.silent());
            seen.add(logs.next().orElseThrow().text());
        }

        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void closingEndsFollowedLogs() {
        quayside.up(SHOP, UpOptions.DEFAULT, ApplyListener.silent());
        var query = new LogQuery(true, Optional.empty(), Optional.empty(), OptionalInt.empty());

        try (var logs = quayside.logs("shop", List.of(), query, Instant.now())) {
            Thread.ofVirtual().start(logs::close);

            assertThat(logs.next()).isEmpty();
        }
    }

    @Test
    void stoppingGoesAgainstTheOrderOfDependencies() {
        quayside.up(SHOP, UpOptions.DEFAULT, ApplyListener.silent());
        var ids = quayside.ps("shop").stream().map(Replica::id).toList();

        assertThat(Selection.stopOrder(SHOP, ids))
                .containsExactly(
                        List.of(new ReplicaId("shop", "web", 1, 1)), List.of(new ReplicaId("shop", "db", 1, 1)));

        quayside.stop(SHOP, Optional.empty());

        assertThat(quayside.ps("shop")).allMatch(replica -> replica.state() == Replica.State.EXITED);
    }

    @Test
    void aSecretWhoseFileIsMissingIsNamedButNeverShown() {
        var mount = new FileMount("key", "/run/secrets/key", Optional.empty(), Optional.empty(), OptionalInt.empty());
        Service web = WEB.withStorage(new Storage(List.of(), List.of(), List.of(mount)));
        var definition =
                new FileDefinition("key", "shop_key", new FileDefinition.Source.LocalFile("/nowhere/key"), Map.of());
        var app = new App(
                "shop",
                Map.of("web", web, "db", DB),
                SHOP.networks(),
                Map.of(),
                Map.of(),
                Map.of("key", definition),
                Set.of());

        assertThatThrownBy(() -> quayside.plan(app, UpOptions.DEFAULT))
                .hasMessageContaining("the file '/nowhere/key' of the secret 'key' does not exist");
    }

    @Test
    void imagesCanBeBroughtAlone() {
        quayside.pull(SHOP, List.of("db"), ApplyListener.silent());

        assertThat(engine.changes()).hasSize(1);
        assertThatThrownBy(() -> quayside.build(SHOP, List.of("db"), ApplyListener.silent()))
                .hasMessageContaining("the service 'db' of 'shop' has no build");
    }

    @Test
    void onlyADockerEngineHasDocker() {
        assertThatThrownBy(quayside::docker)
                .isInstanceOfSatisfying(
                        QuaysideException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }

    private List<String> texts(LogQuery query) {
        var texts = new ArrayList<String>();
        try (var logs = quayside.logs("shop", List.of(), query, Instant.now())) {
            for (Optional<LogLine> line = logs.next(); line.isPresent(); line = logs.next()) {
                texts.add(line.get().text());
            }
        }
        return texts;
    }
}
