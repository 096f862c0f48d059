using System.Globalization;
using GherkinEngine.Injection;
using GherkinEngine.Messages;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Xunit.Abstractions;

namespace GherkinEngine.Running;

/// <summary>Output that goes to the test and to the report; of a run as a whole, which is no test, to who tells of it.</summary>
internal sealed class OutputHelper(ITestOutputHelper? test, Action<string>? tell) : IReqnrollOutputHelper
{
    private const string LogType = "text/x.cucumber.log+plain";

    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = "text/csv",
        [".gif"] = "image/gif",
        [".html"] = "text/html",
        [".jpeg"] = "image/jpeg",
        [".jpg"] = "image/jpeg",
        [".json"] = "application/json",
        [".log"] = "text/plain",
        [".md"] = "text/markdown",
        [".ndjson"] = "application/x-ndjson",
        [".pdf"] = "application/pdf",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain",
        [".xml"] = "application/xml",
    };

    /// <summary>Where the report's part goes now.</summary>
    public MessageBatch? Messages { get; set; }

    /// <summary>Each level of run, feature and scenario has its own.</summary>
    public static OutputHelper Register(ObjectContainer container, ITestOutputHelper? test, Action<string>? tell = null)
    {
        var output = new OutputHelper(test, tell);
        container.RegisterInstanceAs(output);
        container.RegisterInstanceAs<IReqnrollOutputHelper>(output);
        return output;
    }

    public void WriteLine(string message)
    {
        Show(message);
        tell?.Invoke(message);
        Messages?.Attach(message, AttachmentContentEncoding.IDENTITY, LogType, null);
    }

    public void WriteLine(string format, params object[] args) => WriteLine(string.Format(CultureInfo.InvariantCulture, format, args));

    public void AddAttachment(string filePath)
    {
        Show($"-> attached: {filePath}");
        Messages?.Attach(
            Convert.ToBase64String(File.ReadAllBytes(filePath)),
            AttachmentContentEncoding.BASE64,
            MediaTypes.GetValueOrDefault(Path.GetExtension(filePath), "application/octet-stream"),
            Path.GetFileName(filePath));
    }

    /// <summary>To the test's own output only.</summary>
    public void Show(string line)
    {
        try
        {
            test?.WriteLine(line);
        }
        catch (InvalidOperationException)
        {
            // The test has ended; what a step left running still speaks.
        }
    }
}
