using GherkinEngine.Configuration;
using Reqnroll;

namespace IncidentAgent.Tests.GherkinEngine;

public sealed class ArgumentTests
{
    [Fact]
    public async Task Arguments_become_what_the_method_takes()
    {
        var run = await SuiteRun.Of(
            """
            Feature: Values
              Scenario: All of them
                Given 3, 2.5, "text", Friday, 00:00:05 and 6f9619ff-8b86-d011-b42d-00cf4fc964ff
            """,
            typeof(Plain));

        run.Error.Should().BeNull();
        run.Output.Should().Contain("3 2.5 text Friday 00:00:05 6f9619ff-8b86-d011-b42d-00cf4fc964ff");
    }

    [Fact]
    public async Task A_transformation_is_chosen_by_type_and_pattern_the_lowest_order_first_and_its_own_parameters_are_converted_too()
    {
        var run = await SuiteRun.Of(
            """
            Feature: Durations
              Scenario: Some
                Given 2 min
                And 30 s
                And soon
                And the first is longer than the second:
                  | 3 min | 20 s |
            """,
            typeof(Durations));

        run.Error.Should().BeNull();
        run.Output.Where(line => !line.Contains("->")).Should().Equal("00:02:00", "00:00:30", "00:00:01", "00:03:00 00:00:20");
    }

    [Fact]
    public async Task A_doc_string_and_a_table_come_last()
    {
        var run = await SuiteRun.Of(
            """
            Feature: Attached
              Scenario: Both
                Given 1 text
                  '''
                  of two
                  lines
                  '''
                And 2 rows
                  | a |
                  | 1 |
                  | 2 |
            """.Replace("'''", "\"\"\""),
            typeof(Attached));

        run.Error.Should().BeNull();
        run.Output.Where(line => !line.Contains("->")).Should().Equal("1: of two\nlines", "2: 1, 2");
    }

    [Fact]
    public async Task A_value_that_cannot_be_converted_is_told_with_its_type()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given on Fryday", typeof(Days));

        run.Error.Should().BeOfType<BindingException>().Which.Message.Should().Contain("Fryday").And.Contain("DayOfWeek");
        run.Statuses.Should().Equal("FAILED");
    }

    [Fact]
    public async Task A_method_with_the_wrong_number_of_parameters_is_named()
    {
        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given 1 and 2", typeof(TooFew));

        run.Error.Should().BeOfType<BindingException>().Which.Message.Should().Contain("TooFew.One(Int32)").And.Contain("2 values");
    }

    [Fact]
    public async Task Numbers_are_read_in_the_language_of_the_bindings()
    {
        const string Feature = "Feature: F\n  Scenario: S\n    Given 1,5 kg";

        var run = await SuiteRun.Of(Feature, new RunnerConfiguration { BindingLanguage = "en" }, typeof(Weight));

        run.Output.Should().Contain("15", "a comma groups digits in English");
    }

    [Binding]
    private sealed class Plain(IReqnrollOutputHelper output)
    {
        [Given("{int}, {double}, {string}, {DayOfWeek}, {} and {Guid}")]
        public void All(int whole, double fraction, string text, DayOfWeek day, TimeSpan time, Guid id) =>
            output.WriteLine("{0} {1} {2} {3} {4} {5}", whole, fraction, text, day, time, id);
    }

    [Binding]
    private sealed class Durations(IReqnrollOutputHelper output)
    {
        [StepArgumentTransformation(@"(\d+) min", Name = "duration")]
        public static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);

        [StepArgumentTransformation(@"(\d+) s", Name = "duration")]
        public static async Task<TimeSpan> Seconds(int count)
        {
            await Task.Yield();
            return TimeSpan.FromSeconds(count);
        }

        [StepArgumentTransformation("soon", Name = "duration", Order = 1)]
        public static ValueTask<TimeSpan> Soon() => ValueTask.FromResult(TimeSpan.FromSeconds(1));

        [StepArgumentTransformation]
        public static Pair Pair(DataTable table) => new(table.Header.First(), table.Header.Last());

        [Given("{duration}")] public void Given(TimeSpan duration) => output.WriteLine($"{duration}");

        [Given("the first is longer than the second:")]
        public async Task Longer(Pair pair)
        {
            await Task.Yield();
            output.WriteLine($"{Minutes(int.Parse(pair.First[..1]))} 00:00:{pair.Second[..2]}");
        }
    }

    private sealed record Pair(string First, string Second);

    [Binding]
    private sealed class Attached(IReqnrollOutputHelper output)
    {
        [Given("{int} text")] public void Text(int number, string text) => output.WriteLine($"{number}: {text}");

        [Given("{int} rows")]
        public void Rows(int number, DataTable table) => output.WriteLine($"{number}: {string.Join(", ", table.Rows.Select(row => row["a"]))}");
    }

    [Binding]
    private sealed class Days
    {
        [Given("on {DayOfWeek}")] public void On(DayOfWeek day) { }
    }

    [Binding]
    private sealed class TooFew
    {
        [Given("{int} and {int}")] public void One(int first) { }
    }

    [Binding]
    private sealed class Weight(IReqnrollOutputHelper output)
    {
        [Given("{double} kg")] public void Kilograms(double weight) => output.WriteLine($"{weight}");
    }
}
