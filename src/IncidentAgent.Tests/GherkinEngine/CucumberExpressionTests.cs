using GherkinEngine.Expressions;
using Reqnroll;

namespace IncidentAgent.Tests.GherkinEngine;

/// <summary>The rules of Cucumber expressions, each with a text that fits and one that does not, and Reqnroll's own additions.</summary>
public sealed class CucumberExpressionTests
{
    private static readonly ParameterTypes Types = new(
        [("speed", typeof(double), @"\d+ km/h"), (null, typeof(Version), @"v(\d+)\.(\d+)")],
        [typeof(DayOfWeek)]);

    public static TheoryData<string, string, string[]> Matching => new()
    {
        { "three blind mice", "three blind mice", [] },
        { "{int} mice", "-3 mice", ["-3"] },
        { "{int} mouse/mice", "3 mice", ["3"] },
        { "{int} rat(s)/mouse/mice", "2 rats", ["2"] },
        { "{int}st/nd/rd/th", "3rd", ["3"] },
        { "a/i{int}n/y", "i18n", ["18"] },
        { "three mouse(s) (run)", "three mouse run", [] },
        { "three \\(exceptionally) mice", "three (exceptionally) mice", [] },
        { "\\{int} is {int}", "{int} is 4", ["4"] },
        { "and\\/or", "and/or", [] },
        { "a.c [x] ^y$ *", "a.c [x] ^y$ *", [] },
        { "{string} mice", "\"blind\" mice", ["blind"] },
        { "{string} mice", "'blind' mice", ["blind"] },
        { "{string} mice", "\"\" mice", [""] },
        { "{string} mice", "\"bl\\\"nd\" mice", ["bl\"nd"] },
        { "{string} and {string}", "\"a\" and 'b \"c\"'", ["a", "b \"c\""] },
        { "{word} mice", "blind mice", ["blind"] },
        { "{}", "what ever", ["what ever"] },
        { "{double}", "-1.25", ["-1.25"] },
        { "{float}", ".5", [".5"] },
        { "{float}", "+1.5E+3", ["+1.5E+3"] },
        { "{decimal} s", "1,000.5 s", ["1,000.5"] },
        { "at {speed}", "at 80 km/h", ["80 km/h"] },
        { "{Version}", "v1.2", ["v1.2"] },
        { "on {DayOfWeek}", "on friday", ["friday"] },
        { "on {System.DayOfWeek}", "on friday", ["friday"] },
        { "{Int32}, {Guid}", "3, 4", ["3", "4"] },
        { ")", ")", [] },
    };

    public static TheoryData<string, string> NotMatching => new()
    {
        { "three mice", "three  mice" },
        { "mice", "three mice" },
        { "{int} mice", "3.5 mice" },
        { "{int}", "-" },
        { "{double}", "-" },
        { "{double}", "." },
        { "{string} mice", "\"blind' mice" },
        { "{word} mice", "very blind mice" },
        { "mouse/mice", "mouse/mice" },
        { "a.c", "abc" },
    };

    [Theory]
    [MemberData(nameof(Matching))]
    public void An_expression_takes_the_arguments_from_the_text(string expression, string text, string[] arguments) =>
        Pattern(expression).Match(text)!.Select(argument => argument.Text).Should().Equal(arguments);

    [Theory]
    [MemberData(nameof(NotMatching))]
    public void An_expression_matches_the_whole_text_or_nothing(string expression, string text) => Pattern(expression).Match(text).Should().BeNull();

    [Theory]
    [InlineData("{int}/x", "alternative")]
    [InlineData("three/ mice", "alternative")]
    [InlineData("three (mice)/rats", "alternative")]
    [InlineData("three () mice", "empty")]
    [InlineData("three (bl(in)d) mice", "another one")]
    [InlineData("three ({int}) mice", "parameter")]
    [InlineData("three (brown/black) mice", "alternatives")]
    [InlineData("three (mice", "'(' is not closed")]
    [InlineData("three {mice", "'{' is not closed")]
    [InlineData("{(string)}", "no name")]
    [InlineData("three \\mice", "backslash")]
    [InlineData("three mice\\", "backslash")]
    public void A_wrong_expression_is_told_with_its_place(string expression, string told)
    {
        var reading = () => Pattern(expression);

        reading.Should().Throw<BindingException>().WithMessage($"*{expression}*{told}*");
    }

    [Fact]
    public void An_unknown_parameter_type_is_named()
    {
        var reading = () => Pattern("{airport} is closed");

        reading.Should().Throw<UnknownParameterTypeException>().WithMessage("*{airport}*").Which.Name.Should().Be("airport");
    }

    [Theory]
    [InlineData("^a step", ExpressionType.RegularExpression)]
    [InlineData("a step$", ExpressionType.RegularExpression)]
    [InlineData("a (.*) step", ExpressionType.RegularExpression)]
    [InlineData("a (\\w+) step", ExpressionType.RegularExpression)]
    [InlineData("a .* step", ExpressionType.RegularExpression)]
    [InlineData("version 1\\.2", ExpressionType.RegularExpression)]
    [InlineData("a \\d+ step", ExpressionType.RegularExpression)]
    [InlineData("{int} (.*) steps", ExpressionType.CucumberExpression)]
    [InlineData("a step(s)", ExpressionType.CucumberExpression)]
    [InlineData("a step", ExpressionType.CucumberExpression)]
    public void The_look_of_a_text_tells_how_to_read_it(string text, ExpressionType type) => ExpressionKind.Of(text).Should().Be(type);

    [Fact]
    public void A_regular_expression_is_anchored_and_gives_every_group_even_one_without_a_part()
    {
        var pattern = StepPattern.Of(@"a (.*?)(?: and (.*?))?", ExpressionType.Unspecified, Types);

        pattern.Match("a cat")!.Select(argument => argument.Text).Should().Equal("cat", null);
        pattern.Match("not a cat").Should().BeNull();
    }

    [Fact]
    public void A_wrong_regular_expression_is_told()
    {
        var reading = () => StepPattern.Of("^a (cat$", ExpressionType.Unspecified, Types);

        reading.Should().Throw<BindingException>().WithMessage("*^a (cat$*");
    }

    [Fact]
    public void Two_transformations_of_one_name_must_have_one_type()
    {
        var reading = () => new ParameterTypes([("size", typeof(int), null), ("size", typeof(string), null)], []);

        reading.Should().Throw<BindingException>().WithMessage("*{size}*Int32*String*");
    }

    private static StepPattern Pattern(string expression) => StepPattern.Of(expression, ExpressionType.CucumberExpression, Types);
}
