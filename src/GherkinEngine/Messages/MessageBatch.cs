using Cucumber.Messages;
using Io.Cucumber.Messages.Types;
using Exception = System.Exception;

namespace GherkinEngine.Messages;

/// <summary>The messages of one scenario or one hook of the run, kept until they are whole, and where in it an attachment belongs.</summary>
internal sealed class MessageBatch(MessageLog log)
{
    private readonly Lock _lock = new();
    private List<Envelope> _envelopes = [];

    /// <summary>The scenario's run, when there is one.</summary>
    public string? CaseStartedId { get; set; }

    /// <summary>The step or hook that runs in it.</summary>
    public string? StepId { get; set; }

    /// <summary>The hook of the run or feature that runs.</summary>
    public string? RunHookStartedId { get; set; }

    public static Timestamp Now => Converters.ToTimestamp(DateTime.UtcNow);

    public static TestStepResult Result(TestStepResultStatus status, TimeSpan took, Exception? error = null) => new(
        Converters.ToDuration(took),
        error?.Message,
        status,
        status == TestStepResultStatus.FAILED && error is not null
            ? new Io.Cucumber.Messages.Types.Exception(error.GetType().FullName, error.Message, StackText.Of(error))
            : null);

    public void Add(Envelope envelope)
    {
        lock (_lock)
        {
            _envelopes.Add(envelope);
        }
    }

    public void Attach(string body, AttachmentContentEncoding encoding, string mediaType, string? fileName)
    {
        if ((CaseStartedId ?? RunHookStartedId) is not null)
        {
            Add(Envelope.Create(new Attachment(
                body, encoding, fileName, mediaType, null, CaseStartedId, StepId, null, null, RunHookStartedId, Now)));
        }
    }

    /// <summary>Hands over what there is.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            log.Add(_envelopes);
            _envelopes = [];
        }
    }
}
