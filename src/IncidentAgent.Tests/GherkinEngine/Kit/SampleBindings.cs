using Reqnroll;
using Reqnroll.UnitTestProvider;

namespace IncidentAgent.Tests.GherkinEngine.Kit;

/// <summary>The step definitions of the kit's samples, in C#.</summary>
internal static class SampleBindings
{
    public static readonly Dictionary<string, Type[]> All = new()
    {
        ["all-statuses"] = [typeof(AllStatuses)],
        ["ambiguous"] = [typeof(Ambiguous)],
        ["backgrounds"] = [typeof(Backgrounds)],
        ["cdata"] = [typeof(Cdata)],
        ["data-tables"] = [typeof(DataTables)],
        ["doc-strings"] = [typeof(DocStrings)],
        ["empty"] = [],
        ["examples-tables"] = [typeof(ExamplesTables)],
        ["examples-tables-attachment"] = [typeof(ExamplesTablesAttachment)],
        ["examples-tables-undefined"] = [typeof(ExamplesTablesUndefined)],
        ["examples-tables-undefined-multiple"] = [typeof(ExamplesTablesUndefined)],
        ["failedish-combinations"] = [typeof(FailedishCombinations)],
        ["global-hooks"] = [typeof(GlobalHooks)],
        ["hooks"] = [typeof(Hooks)],
        ["hooks-attachment"] = [typeof(HooksAttachment)],
        ["hooks-conditional"] = [typeof(HooksConditional)],
        ["hooks-skipped"] = [typeof(HooksSkipped)],
        ["hooks-undefined"] = [typeof(HooksUndefined)],
        ["minimal"] = [typeof(Minimal)],
        ["multiple-features"] = [typeof(MultipleFeatures)],
        ["parameter-types"] = [typeof(ParameterTypes)],
        ["pending"] = [typeof(Pending)],
        ["pending-exception"] = [typeof(PendingException)],
        ["regular-expression"] = [typeof(RegularExpression)],
        ["rules"] = [typeof(Rules)],
        ["rules-backgrounds"] = [typeof(Backgrounds)],
        ["skipped"] = [typeof(Skipped)],
        ["skipped-exception"] = [typeof(SkippedException)],
        ["skipped-failing-hook"] = [typeof(SkippedFailingHook)],
        ["stack-traces"] = [typeof(StackTraces)],
        ["undefined"] = [typeof(Undefined)],
        ["undefined-multiple"] = [typeof(Undefined)],
        ["unknown-parameter-type"] = [typeof(UnknownParameterType)],
        ["unused-steps"] = [typeof(UnusedSteps)],
    };

    [Binding]
    public sealed class AllStatuses(IUnitTestRuntimeProvider test)
    {
        [Given("^a step$")] public void Step() { }

        [Given("^a failing step$")] public void Fail() => throw new InvalidOperationException("whoops");

        [Given("^a pending step$")] public void Pend() => ScenarioContext.StepIsPending();

        [Given("^a skipped step$")] public void Skip() => test.TestIgnore("skipped");

        [Given("^an ambiguous (.*?)$")] public void First(string what) { }

        [Given("^(.*?) ambiguous step$")] public void Second(string what) { }
    }

    [Binding]
    public sealed class Ambiguous
    {
        [Given("^a (.*?) with (.*?)$")] public void First(string one, string other) { }

        [Given("^a step with (.*?)$")] public void Second(string what) { }
    }

    [Binding]
    public sealed class Backgrounds
    {
        [Given("an order for {string}")] public void Order(string what) { }

        [When("an action")] public void Act() { }

        [Then("an outcome")] public void Out() { }
    }

    [Binding]
    public sealed class Cdata
    {
        [Given("I have {int} <![CDATA[cukes]]> in my belly")] public void Have(int count) { }
    }

    [Binding]
    public sealed class DataTables
    {
        private List<string[]> _transposed = [];

        [When("the following table is transposed:")]
        public void Transpose(DataTable table) => _transposed = [.. Raw(table)[0].Select((_, i) => Raw(table).Select(row => row[i]).ToArray())];

        [Then("it should be:")] public void Check(DataTable expected) => _transposed.Should().BeEquivalentTo(Raw(expected));

        private static List<string[]> Raw(DataTable table) => [[.. table.Header], .. table.Rows.Select(row => row.Values.ToArray())];
    }

    [Binding]
    public sealed class DocStrings
    {
        [Given("a doc string:")] public void Text(string text) { }
    }

    [Binding]
    public sealed class ExamplesTables
    {
        private int _count;
        private int _friends;

        [Given("there are {int} cucumbers")] public void Have(int count) => _count = count;

        [Given("there are {int} friends")] public void Friends(int count) => _friends = count;

        [When("I eat {int} cucumbers")] public void Eat(int count) => _count -= count;

        [Then("I should have {int} cucumbers")] public void Left(int count) => _count.Should().Be(count);

        [Then("each person can eat {int} cucumbers")] public void Share(int share) => (_count / (1 + _friends)).Should().Be(share);
    }

    [Binding]
    public sealed class ExamplesTablesUndefined
    {
        private int _count;

        [Given("there are {int} cucumbers")] public void Have(int count) => _count = count;

        [When("I eat {int} cucumbers")] public void Eat(int count) => _count -= count;

        [Then("I should have {int} cucumbers")] public void Left(int count) => _count.Should().Be(count);
    }

    [Binding]
    public sealed class ExamplesTablesAttachment(IReqnrollOutputHelper output)
    {
        [When("a JPEG image is attached")] public void Jpeg() => output.AddAttachment(Asset("examples-tables-attachment/cucumber.jpeg"));

        [When("a PNG image is attached")] public void Png() => output.AddAttachment(Asset("examples-tables-attachment/cucumber.png"));
    }

    [Binding]
    public sealed class FailedishCombinations(IUnitTestRuntimeProvider test)
    {
        [Given("^a step$")] public void Step() { }

        [Given("^a skipped step$")] public void Skip() => test.TestIgnore("skipped");

        [Given("^a pending step$")] public void Pend() => ScenarioContext.StepIsPending();

        [Given("^an ambiguous (.*?)$")] public void First(string what) { }

        [Given("^(.*?) ambiguous step$")] public void Second(string what) { }

        [Given("^a failing step$")] public void Fail() => throw new InvalidOperationException("whoops");
    }

    // Cucumber runs what comes after in reverse; here the order says so.
    [Binding]
    public sealed class GlobalHooks
    {
        [BeforeTestRun] public static void BeforeOne() { }

        [BeforeTestRun] public static void BeforeTwo() { }

        [When("a step passes")] public void Pass() { }

        [When("a step fails")] public void Fail() => throw new InvalidOperationException("Exception in step");

        [AfterTestRun(Order = 2)] public static void AfterOne() { }

        [AfterTestRun(Order = 1)] public static void AfterTwo() { }
    }

    [Binding]
    public sealed class Hooks
    {
        [BeforeScenario] public void Before() { }

        [When("a step passes")] public void Pass() { }

        [When("a step fails")] public void Fail() => throw new InvalidOperationException("Exception in step");

        [AfterScenario] public void After() { }
    }

    [Binding]
    public sealed class HooksAttachment(IReqnrollOutputHelper output)
    {
        [BeforeScenario] public void Before() => output.AddAttachment(Asset("hooks-attachment/cucumber.svg"));

        [When("a step passes")] public void Pass() { }

        [AfterScenario] public void After() => output.AddAttachment(Asset("hooks-attachment/cucumber.svg"));
    }

    [Binding]
    public sealed class HooksConditional
    {
        [BeforeScenario("@passing-hook")] public void Before() { }

        [BeforeScenario("@fail-before")] public void FailBefore() => throw new InvalidOperationException("Exception in conditional hook");

        [When("a step passes")] public void Pass() { }

        [AfterScenario("@fail-after")] public void FailAfter() => throw new InvalidOperationException("Exception in conditional hook");

        [AfterScenario("@passing-hook")] public void After() { }
    }

    [Binding]
    public sealed class HooksSkipped(IUnitTestRuntimeProvider test)
    {
        [BeforeScenario] public void BeforeOne() { }

        [BeforeScenario("@skip-before")] public void SkipBefore() => test.TestIgnore("skipped");

        [BeforeScenario] public void BeforeTwo() { }

        [Given("a normal step")] public void Step() { }

        [Given("a step that skips")] public void Skip() => test.TestIgnore("skipped");

        [AfterScenario(Order = 3)] public void AfterOne() { }

        [AfterScenario("@skip-after", Order = 2)] public void SkipAfter() => test.TestIgnore("skipped");

        [AfterScenario(Order = 1)] public void AfterTwo() { }
    }

    [Binding]
    public sealed class HooksUndefined
    {
        [BeforeScenario] public void Before() { }

        [AfterScenario] public void After() { }
    }

    [Binding]
    public sealed class Minimal
    {
        [Given("I have {int} cukes in my belly")] public void Have(int count) { }
    }

    [Binding]
    public sealed class MultipleFeatures
    {
        [Given("an order for {string}")] public void Order(string what) { }
    }

    public sealed record Flight(string From, string To);

    [Binding]
    public sealed class ParameterTypes
    {
        [StepArgumentTransformation("([A-Z]{3})-([A-Z]{3})", Name = "flight")] public static Flight Flight(string from, string to) => new(from, to);

        [Given("{flight} has been delayed")] public void Delayed(Flight flight) => flight.Should().Be(new Flight("LHR", "CDG"));
    }

    [Binding]
    public sealed class Pending
    {
        [Given("an implemented non-pending step")] public void Step() { }

        [Given("an implemented step that is skipped")] public void After() { }

        [Given("an unimplemented pending step")] public void Pend() => ScenarioContext.StepIsPending();
    }

    [Binding]
    public sealed class PendingException
    {
        [Given("an unimplemented pending step")] public void Pend() => throw new PendingStepException("TODO");
    }

    [Binding]
    public sealed class RegularExpression
    {
        [Given("^a (.*?)(?: and a (.*?))?(?: and a (.*?))?$")] public void Have(string first, string? second, string? third) { }
    }

    [Binding]
    public sealed class Rules
    {
        private int _money;
        private bool _inStock;
        private bool _sold;

        [Given("the customer has {int} cents")] public void Has(int money) => _money = money;

        [Given("there are chocolate bars in stock")] public void InStock() => _inStock = true;

        [Given("there are no chocolate bars in stock")] public void OutOfStock() => _inStock = false;

        [When("the customer tries to buy a {int} cent chocolate bar")] public void Buy(int price) => _sold = _inStock && _money >= price;

        [Then("the sale should not happen")] public void NotSold() => _sold.Should().BeFalse();

        [Then("the sale should happen")] public void Sold() => _sold.Should().BeTrue();
    }

    [Binding]
    public sealed class Skipped(IUnitTestRuntimeProvider test)
    {
        [Given("a step that does not skip")] public void Step() { }

        [Given("a step that is skipped")] public void After() { }

        [Given("I skip a step")] public void Skip() => test.TestIgnore("skipped");
    }

    [Binding]
    public sealed class SkippedException(IUnitTestRuntimeProvider test)
    {
        [Given("I skip a step")] public void Skip() => test.TestInconclusive("skipping");
    }

    [Binding]
    public sealed class SkippedFailingHook(IUnitTestRuntimeProvider test)
    {
        [Given("a step that skips")] public void Skip() => test.TestIgnore("skipped");

        [AfterScenario] public void After() => throw new InvalidOperationException("whoops");
    }

    [Binding]
    public sealed class StackTraces
    {
        [When("a step throws an exception")] public void Throw() => throw new InvalidOperationException("BOOM");
    }

    [Binding]
    public sealed class Undefined
    {
        [Given("an implemented step")] public void Step() { }

        [Given("a step that will be skipped")] public void After() { }
    }

    [Binding]
    public sealed class UnknownParameterType
    {
        [Given("{airport} is closed because of a strike")] public void Closed(string airport) => throw new InvalidOperationException("is never called");
    }

    [Binding]
    public sealed class UnusedSteps
    {
        [Given("a step that is used")] public void Used() { }

        [Given("a step that is not used")] public void Unused() { }
    }

    private static string Asset(string path) => Path.Combine(CompatibilityKit.Folder, path);
}
