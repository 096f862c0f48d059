using System.Text;
using GherkinEngine.Messages;
using Io.Cucumber.Messages.Types;
using Reqnroll;

namespace IncidentAgent.Tests.GherkinEngine;

public sealed class MessageLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("messages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_message_is_a_line_in_the_wire_format()
    {
        var path = Path.Combine(_folder, "new", "messages.ndjson");
        using (var log = MessageLog.To(path))
        {
            log.Add([Envelope.Create(new Source("a.feature", "Feature: <ü>\n", SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN))]);
        }

        File.ReadAllText(path).Should().Be(
            """{"source":{"uri":"a.feature","data":"Feature: <ü>\n","mediaType":"text/x.cucumber.gherkin+plain"}}""" + "\n");
    }

    [Fact]
    public async Task A_batch_can_be_read_while_the_run_goes_on()
    {
        var stream = new Flushed();
        using var log = new MessageLog(stream);

        log.Add([Started("1"), Started("2")]);

        (await stream.Text).Split('\n').Should().HaveCount(3).And.EndWith("");
        stream.Writer.Should().Be("Cucumber messages", "reports take nothing from the thread pool");
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_an_error_at_the_end()
    {
        var log = new MessageLog(new Full());
        log.Add([Started("1")]);
        log.Add([Started("2")]);

        log.Invoking(full => full.Dispose()).Should().Throw<IOException>().WithMessage("*No space left*");
    }

    [Fact]
    public async Task Output_and_attachments_belong_to_the_step_or_hook_that_wrote_them()
    {
        var file = Path.Combine(_folder, "figures.json");
        await File.WriteAllTextAsync(file, "{}");
        Writing.File = file;

        var run = await SuiteRun.Of("Feature: F\n  Scenario: S\n    Given a step", typeof(Writing));

        var steps = run.Of("testCase").Single()["testSteps"]!.AsArray();
        var attachments = run.Of("attachment").ToList();
        attachments.Select(attachment => attachment["body"]!.GetValue<string>()).Should().Equal("of the run", "before", "in the step", "e30=");
        run.Said.Should().Equal(["of the run"], "no test has that output");
        attachments[0]["testRunHookStartedId"]!.GetValue<string>().Should().Be(run.Of("testRunHookStarted").First()["id"]!.GetValue<string>());
        attachments[1]["testStepId"]!.GetValue<string>().Should().Be(steps[0]!["id"]!.GetValue<string>());
        attachments[2]["testStepId"]!.GetValue<string>().Should().Be(steps[1]!["id"]!.GetValue<string>());
        attachments[2]["mediaType"]!.GetValue<string>().Should().Be("text/x.cucumber.log+plain");
        attachments[3]["mediaType"]!.GetValue<string>().Should().Be("application/json");
        attachments[3]["fileName"]!.GetValue<string>().Should().Be("figures.json");
    }

    private static Envelope Started(string id) => Envelope.Create(new TestRunStarted(new Timestamp(0, 0), id));

    [Binding]
    private sealed class Writing(IReqnrollOutputHelper output)
    {
        public static string File { get; set; } = "";

        [BeforeTestRun] public static void BeforeRun(IReqnrollOutputHelper output) => output.WriteLine("of the run");

        [BeforeScenario] public void Before() => output.WriteLine("before");

        [Given("a step")]
        public void Step()
        {
            output.WriteLine("in the {0}", "step");
            output.AddAttachment(File);
        }
    }

    private sealed class Flushed : MemoryStream
    {
        private readonly TaskCompletionSource<string> _text = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Text => _text.Task;

        public string? Writer { get; private set; }

        public override void Flush()
        {
            Writer = Thread.CurrentThread.Name;
            if (Length > 0 && Encoding.UTF8.GetString(ToArray()) is var text && text.Count(character => character == '\n') == 2)
            {
                _text.TrySetResult(text);
            }
        }
    }

    private sealed class Full : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
