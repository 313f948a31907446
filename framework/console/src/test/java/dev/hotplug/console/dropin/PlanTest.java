package dev.hotplug.console.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.api.Reason;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Directory, host and past on one side, what to do next on the other. */
class PlanTest {

    private static final long NOW = 1_000_000;

    private final List<Found> found = new ArrayList<>();
    private final Map<String, Running> host = new LinkedHashMap<>();
    private final Ledger ledger = new Ledger(Duration.ofSeconds(1));
    private final Set<String> blocked = new HashSet<>();

    @Test
    void newFile_isLoaded() {
        Found.Jar text = there("text.jar", "text", "1.0.0");

        assertThat(plan().loads()).containsExactly(text);
    }

    @Test
    void fileWhoseContentRuns_isOnlyNoted() {
        Found.Jar text = there("text.jar", "text", "1.0.0");
        running("text", text.digest());

        assertThat(plan()).matches(Plan::isIdle).extracting(Plan::running).isEqualTo(List.of(text));
    }

    @Test
    void replacedFile_isReloadedFrom() {
        brought("text.jar", "text", "1.0.0");
        Found.Jar next = there("text.jar", "text", "1.1.0");

        assertThat(plan().reloads()).containsExactly(next);
    }

    @Test
    void replacedFileOfAPluginFromElsewhere_isLeftToTheHostToRefuse() {
        running("text", "from elsewhere");
        Found.Jar text = there("text.jar", "text", "1.1.0");

        assertThat(plan().reloads()).isEmpty();
        assertThat(plan().loads()).containsExactly(text);
    }

    @Test
    void goneFile_isUnloaded() {
        brought("text.jar", "text", "1.0.0");

        assertThat(plan().unloads()).containsExactly("text");
        assertThat(plan().forgotten()).isEmpty();
    }

    @Test
    void goneFileWhosePluginWasReplacedByHand_isForgottenAndNothingUnloaded() {
        brought("text.jar", "text", "1.0.0");
        running("text", "by hand");

        assertThat(plan()).matches(Plan::isIdle).extracting(Plan::forgotten).isEqualTo(Set.of("text"));
    }

    @Test
    void renamedFile_changesNothing() {
        brought("a.jar", "text", "1.0.0");
        there("b.jar", "text", "1.0.0");

        assertThat(plan()).matches(Plan::isIdle);
    }

    @Test
    void fileUnloadedByHand_staysUnloadedUntilItsContentChanges() {
        brought("text.jar", "text", "1.0.0");
        host.clear();
        there("text.jar", "text", "1.0.0");
        assertThat(plan()).matches(Plan::isIdle);

        found.clear();
        Found.Jar next = there("text.jar", "text", "1.0.1");
        assertThat(plan().loads()).containsExactly(next);
    }

    @Test
    void fileUnloadedByHand_isNotLoadedBecauseItWasTouched() {
        Found.Jar text = brought("text.jar", "text", "1.0.0");
        host.clear();
        found.add(touched(text));

        assertThat(plan()).matches(Plan::isIdle);
    }

    @Test
    void fileUnloadedByHandThatWentAndCameBack_isLoaded() {
        brought("text.jar", "text", "1.0.0");
        host.clear();
        plan().forgotten().forEach(ledger::forget);
        Found.Jar text = there("text.jar", "text", "1.0.0");

        assertThat(plan().loads()).containsExactly(text);
    }

    @Test
    void severalVersionsOfOneId_theNewestCounts() {
        there("a.jar", "text", "1.10.0");
        Found.Jar newest = there("b.jar", "text", "2.0.0");
        there("c.jar", "text", "2.0.0-rc.1");

        Plan plan = plan();
        assertThat(plan.loads()).containsExactly(newest);
        assertThat(plan.passedOver()).hasSize(2).containsValue(newest);
    }

    @Test
    void newestOfSeveralVersionsGone_theNextOneReplacesIt() {
        brought("b.jar", "text", "2.0.0");
        Found.Jar older = there("a.jar", "text", "1.0.0");

        assertThat(plan().reloads()).containsExactly(older);
    }

    @Test
    void twoContentsOfOneVersion_theOneThatRunsStays() {
        Found.Jar runs = brought("a.jar", "text", "1.0.0");
        found.add(runs);
        found.add(new Found.Jar("b.jar", "text", "1.0.0", "other", FileTime.fromMillis(99)));

        assertThat(plan()).matches(Plan::isIdle);
    }

    @Test
    void twoCopiesOfOneContent_areNoCauseForComplaint() {
        there("a.jar", "text", "1.0.0");
        there("b.jar", "text", "1.0.0");

        assertThat(plan().loads()).hasSize(1);
        assertThat(plan().passedOver()).isEmpty();
    }

    @Test
    void fileThatIsBeingWritten_keepsItsPluginAsItIs() {
        brought("text.jar", "text", "2.0.0");
        found.add(new Found.Unsettled("text.jar"));
        there("older.jar", "text", "1.0.0");

        assertThat(plan()).matches(Plan::isIdle);
    }

    @Test
    void fileReplacedByGarbage_keepsItsPluginAsItIs() {
        brought("text.jar", "text", "1.0.0");
        found.add(new Found.Unusable("text.jar", "BAD_IMAGE", true));

        assertThat(plan()).matches(Plan::isIdle).extracting(Plan::forgotten).isEqualTo(Set.of());
    }

    @Test
    void newerFileBesideAnUnusableOne_isReloadedFrom() {
        brought("text.jar", "text", "1.0.0");
        found.add(new Found.Unusable("text.jar", "BAD_IMAGE", true));
        there("same.jar", "text", "1.0.0");
        assertThat(plan()).matches(Plan::isIdle);

        Found.Jar newer = there("text-2.jar", "text", "2.0.0");
        assertThat(plan().reloads()).containsExactly(newer);
    }

    @Test
    void newerFileBesideAnUnusableOneOfWhichNothingRuns_isLoaded() {
        brought("text.jar", "text", "1.0.0");
        host.clear();
        found.add(new Found.Unusable("text.jar", "BAD_IMAGE", true));
        Found.Jar newer = there("text-2.jar", "text", "2.0.0");

        assertThat(plan().loads()).containsExactly(newer);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEPENDENCY_MISSING", "VERSION_MISMATCH", "UNRESOLVED_SYMBOL", "DUPLICATE_SYMBOL",
        "ALREADY_LOADED", "DEPENDENCY_CYCLE", "LIMIT_EXCEEDED"})
    void failureThatOthersMayHeal_isTriedAgainWhenOthersRun(Reason reason) {
        Found.Jar greeter = there("greeter.jar", "greeter", "1.0.0");
        ledger.failed(greeter, reason, Set.of(), NOW);
        assertThat(plan()).matches(Plan::isIdle);

        running("text", "any");
        assertThat(plan().loads()).containsExactly(greeter);
    }

    @ParameterizedTest
    @EnumSource(names = {"START_FAILED", "START_TIMEOUT", "VETOED", "INVALID_PARAMETER", "PERMANENT"})
    void failureOfItsOwn_isTriedAgainWhenTheFileIsWrittenAnew(Reason reason) {
        Found.Jar greeter = there("greeter.jar", "greeter", "1.0.0");
        ledger.failed(greeter, reason, Set.of(), NOW);
        running("text", "any");
        assertThat(plan()).matches(Plan::isIdle);

        found.set(0, touched(greeter));
        assertThat(plan().loads()).containsExactly(touched(greeter));
    }

    @Test
    void replacementOfAPluginInUse_isTriedAgainAfterPausesThatGrow() {
        brought("text.jar", "text", "1.0.0");
        Found.Jar next = there("text.jar", "text", "1.1.0");
        ledger.failed(next, Reason.IN_USE, Set.copyOf(host.values()), NOW);
        ledger.failed(next, Reason.IN_USE, Set.copyOf(host.values()), NOW);

        assertThat(planAt(NOW + TimeUnit.MILLISECONDS.toNanos(1_999))).matches(Plan::isIdle);
        assertThat(planAt(NOW + TimeUnit.MILLISECONDS.toNanos(2_000)).reloads()).containsExactly(next);
    }

    @Test
    void unloadOfAPluginInUse_isTriedAgainAfterAPause() {
        brought("text.jar", "text", "1.0.0");
        ledger.stays("text", Reason.IN_USE, Set.copyOf(host.values()), NOW);

        assertThat(plan()).matches(Plan::isIdle);
        assertThat(planAt(NOW + TimeUnit.SECONDS.toNanos(1)).unloads()).containsExactly("text");
    }

    @Test
    void unloadOfAPluginInUse_isTriedAgainWhenWhoeverUsedItHasGone() {
        brought("text.jar", "text", "1.0.0");
        running("greeter", "any");
        ledger.stays("text", Reason.IN_USE, Set.copyOf(host.values()), NOW);
        assertThat(plan()).matches(Plan::isIdle);

        host.remove("greeter");
        assertThat(plan().unloads()).containsExactly("text");
    }

    @Test
    void unloadThatWasRefused_isGivenUpWhenTheFileIsBack() {
        Found.Jar text = brought("text.jar", "text", "1.0.0");
        ledger.stays("text", Reason.IN_USE, Set.of(), NOW);
        found.add(text);

        assertThat(planAt(NOW + TimeUnit.MINUTES.toNanos(2))).matches(Plan::isIdle)
                .extracting(Plan::running).isEqualTo(List.of(text));
    }

    @Test
    void permanentPluginWhoseFileIsGone_isNotTriedAgain() {
        brought("text.jar", "text", "1.0.0");
        ledger.stays("text", Reason.PERMANENT, Set.of(), NOW);

        assertThat(planAt(NOW + TimeUnit.DAYS.toNanos(1))).matches(Plan::isIdle);
    }

    @Test
    void failedFileThatIsGone_isForgotten() {
        ledger.failed(jar("greeter.jar", "greeter", "1.0.0"), Reason.START_FAILED, Set.of(), NOW);

        assertThat(plan().forgotten()).containsExactly("greeter");
    }

    @Test
    void dependentLostInAReload_isTriedAgainWhenOthersRun() {
        Found.Jar greeter = brought("greeter.jar", "greeter", "1.0.0");
        found.add(greeter);
        host.clear();
        ledger.lost("greeter", Reason.VERSION_MISMATCH, Set.of(), NOW);
        assertThat(plan()).matches(Plan::isIdle);

        running("text", "other");
        assertThat(plan().loads()).containsExactly(greeter);
    }

    @Test
    void replacedPluginsThatUseEachOther_goDownTogetherWithAllThatUsesThem() {
        brought("text.jar", "text", "1.0.0");
        brought("greeter.jar", "greeter", "1.0.0", "text");
        Found.Jar page = brought("page.jar", "page", "1.0.0", "greeter");
        brought("clock.jar", "clock", "1.0.0");
        found.add(page);
        there("text.jar", "text", "2.0.0");
        there("greeter.jar", "greeter", "2.0.0");
        Found.Jar clock = there("clock.jar", "clock", "2.0.0");

        Plan plan = plan();
        assertThat(plan.withdrawals()).extracting(Found.Jar::id).containsExactly("greeter", "page", "text");
        assertThat(plan.reloads()).containsExactly(clock);
    }

    @Test
    void replacedPluginsThatAPluginFromElsewhereUses_areReloadedOneByOneUsedOnesFirst() {
        brought("z-text.jar", "z-text", "1.0.0");
        brought("greeter.jar", "greeter", "1.0.0", "z-text");
        host.put("page", new Running("page", "by hand", List.of("greeter"), false));
        there("z-text.jar", "z-text", "2.0.0");
        there("greeter.jar", "greeter", "2.0.0");

        Plan plan = plan();
        assertThat(plan.withdrawals()).isEmpty();
        assertThat(plan.reloads()).extracting(Found.Jar::id).containsExactly("z-text", "greeter");
    }

    @Test
    void replacedPluginThatIsStuckGoing_isWithdrawnAfterAPause() {
        Found.Jar old = brought("text.jar", "text", "1.0.0");
        host.put("text", new Running("text", old.digest(), List.of(), true));
        Found.Jar next = there("text.jar", "text", "1.1.0");
        ledger.failed(next, Reason.DRAIN_TIMEOUT, Set.of(), NOW);
        assertThat(plan()).matches(Plan::isIdle);

        Plan later = planAt(NOW + TimeUnit.SECONDS.toNanos(1));
        assertThat(later.withdrawals()).containsExactly(next);
        assertThat(later.reloads()).isEmpty();
    }

    @Test
    void pluginThatTheOperatorDrains_isLeftToThem() {
        Found.Jar text = brought("text.jar", "text", "1.0.0");
        found.add(text);
        host.put("text", new Running("text", text.digest(), List.of(), true));

        assertThat(planAt(NOW + TimeUnit.DAYS.toNanos(1))).matches(Plan::isIdle);
    }

    @Test
    void nameThatIsNoFile_isAsIfItWereNotThere() {
        brought("text.jar", "text", "1.0.0");
        found.add(new Found.NoFile("text.jar", "BAD_IMAGE"));

        assertThat(plan().unloads()).containsExactly("text");
    }

    @Test
    void blockedFile_isNotLoaded() {
        there("text.jar", "text", "1.0.0");
        blocked.add("text");

        assertThat(plan()).matches(Plan::isIdle);
    }

    @Test
    void blockedFileWhosePluginRuns_isReloadedFromAndUnloadedAsAnyOther() {
        brought("text.jar", "text", "1.0.0");
        blocked.add("text");
        assertThat(plan().unloads()).containsExactly("text");

        Found.Jar next = there("text.jar", "text", "1.1.0");
        assertThat(plan().reloads()).containsExactly(next);
    }

    @Test
    void blockedFileThatIsReplacedTogetherWithWhatItUses_comesBack() {
        brought("text.jar", "text", "1.0.0");
        there("text.jar", "text", "1.1.0");
        blocked.add("text");
        host.clear();
        ledger.reopen("text");

        assertThat(plan().loads()).extracting(Found.Jar::id).containsExactly("text");
    }

    @Test
    void failure_afterTheConfigurationHasChanged_isTriedAgain() {
        Found.Jar text = there("text.jar", "text", "1.0.0");
        ledger.failed(text, Reason.INVALID_PARAMETER, Set.of(), NOW);
        assertThat(plan()).matches(Plan::isIdle);

        ledger.retryFailures();

        assertThat(plan().loads()).containsExactly(text);
    }

    private Plan plan() {
        return planAt(NOW);
    }

    private Plan planAt(long time) {
        return Plan.of(found, host, ledger, blocked, time);
    }

    private static Found.Jar jar(String file, String id, String version) {
        return new Found.Jar(file, id, version, id + " " + version, FileTime.fromMillis(1));
    }

    private static Found.Jar touched(Found.Jar jar) {
        return new Found.Jar(jar.file(), jar.id(), jar.version(), jar.digest(), FileTime.fromMillis(2));
    }

    private Found.Jar there(String file, String id, String version) {
        Found.Jar jar = jar(file, id, version);
        found.add(jar);
        return jar;
    }

    /** Was loaded from the directory, and runs. */
    private Found.Jar brought(String file, String id, String version, String... uses) {
        Found.Jar jar = jar(file, id, version);
        ledger.runs(jar, jar.digest());
        host.put(id, new Running(id, jar.digest(), List.of(uses), false));
        return jar;
    }

    private void running(String id, String digest) {
        host.put(id, new Running(id, digest, List.of(), false));
    }
}
