using System.Diagnostics;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Investigation.Remediation;

/// <summary>What a hostile label does when somebody pastes the command it stands in: nothing but name something odd.</summary>
public sealed class ShellWordTests
{
    private static readonly string[] Hostile =
    [
        "payments", "$(touch pwned)", "`touch pwned`", "; touch pwned", "| touch pwned", "& touch pwned", "&& touch pwned #", "'; touch pwned; '", "\"; touch pwned; \"",
        "a'b", "''", "'", "\\", "\\'; touch pwned #", "a b", "$HOME", "${IFS}x", "~root", "=ls", "%1", "*", "?", "[a]", "{a,b}", "!!", "a!b", "#x", "> pwned", "< pwned", "2>pwned",
        "$'\\x74'", "é", "支付", "a=b", "(touch pwned)", "x;touch${IFS}pwned",
    ];

    [Fact]
    public async Task A_shell_reads_every_value_back_as_it_was()
    {
        using var directory = new TemporaryDirectory();
        var words = Hostile.Select(value => ShellWord.Of(value)!).ToList();

        var read = await ShellAsync(directory, $"printf '%s\\n' {string.Join(' ', words)}");

        read.Split('\n')[..^1].Should().Equal(Hostile);
        Directory.EnumerateFileSystemEntries(directory.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("--all")]
    [InlineData("-rf")]
    [InlineData("a\nrm -rf /")]
    [InlineData("a\rb")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u001b[201~b")]
    [InlineData("a\u202eb")]
    [InlineData("a\u200bb")]
    [InlineData("a\u2028b")]
    [InlineData("a\u00a0b")]
    [InlineData("a\ud800b")]
    public void What_no_quoting_makes_safe_is_no_word(string value) => ShellWord.Of(value).Should().BeNull();

    [Fact]
    public void A_value_longer_than_any_name_is_no_word() => ShellWord.Of(new string('a', 254)).Should().BeNull();

    [Fact]
    public async Task Every_command_of_the_default_catalogue_keeps_its_words_whatever_the_labels_are()
    {
        using var directory = new TemporaryDirectory();
        var harmless = Commands("payments");

        foreach (var value in Hostile)
        {
            var hostile = Commands(value);
            hostile.Should().HaveSameCount(harmless);
            (await WordsAsync(directory, hostile)).Should().Equal((await WordsAsync(directory, harmless)).Select(word => word.Replace("payments", value, StringComparison.Ordinal)));
        }

        harmless.Count(command => command.Contains("payments", StringComparison.Ordinal)).Should().BeGreaterThan(10);
        Directory.EnumerateFileSystemEntries(directory.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("a {x} 'b' \"c\" $(d {x}) `e`", true)]
    [InlineData("a 'it is \\' {x}", true)]
    [InlineData("a \"\\\"\" {x}", true)]
    [InlineData("sh -c 'a'", true)]
    [InlineData("a '{x}'", false)]
    [InlineData("a \"b {x}\"", false)]
    [InlineData("a `b {x}`", false)]
    [InlineData("a \\{x}", false)]
    [InlineData("a 'it\\'s {x}'", true)]
    [InlineData("bash -lc {x}", false)]
    [InlineData("ssh {x} reboot", false)]
    [InlineData("eval {x}", false)]
    [InlineData("echo $(({x}))", false)]
    [InlineData("[[ {x} -eq 1 ]]", false)]
    [InlineData("a $'\\'{x}", false)]
    [InlineData("a\nb", false)]
    public void A_place_where_quoting_would_not_help_is_refused(string command, bool isFine) => (Template.CommandFault(command) is null).Should().Be(isFine);

    /// <summary>All commands of the default catalogue, with every label, and the cause's service, of this value.</summary>
    private static IReadOnlyList<string> Commands(string value)
    {
        var alert = Samples.Alert(labels: [("service", value), ("namespace", value), ("deployment", value), ("node", value)]);
        return
        [
            .. Enum.GetValues<CauseCategory>()
                .SelectMany(category => Advice.For(
                    Catalogue.Default, Samples.Incident(value), [alert], [], Found.Of(Certainty.Likely, new Cause(value, category, 1, "", ["x"]))))
                .SelectMany(AdviceTests.Commands),
        ];
    }

    /// <summary>The words of the commands about the incident as a shell splits them, with nothing run but <c>printf</c>.</summary>
    private static async Task<IReadOnlyList<string>> WordsAsync(TemporaryDirectory directory, IReadOnlyList<string> commands)
    {
        var own = commands.Where(command => command.StartsWith("kubectl", StringComparison.Ordinal) || command.StartsWith("getent", StringComparison.Ordinal));
        var text = await ShellAsync(directory, $$"""
            kubectl() { printf '%s\n' "$@"; }
            getent() { printf '%s\n' "$@"; }
            {{string.Join('\n', own)}}
            """);
        return text.Split('\n');
    }

    private static async Task<string> ShellAsync(TemporaryDirectory directory, string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = directory.Path, RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return output;
    }
}
