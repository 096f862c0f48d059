using BenchmarkDotNet.Attributes;
using LivingDocs;

namespace Benchmarks.Micro;

/// <summary>The messages of a run become the page. Takes <c>living-docs/messages.ndjson</c> of the last <c>dotnet test</c>.</summary>
public class RenderBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("incident-agent-micro-").FullName;

    private string _messages = "";

    [GlobalSetup]
    public void SetUp()
    {
        _messages = Path.Combine(SourceTree.Root(), "living-docs", "messages.ndjson");
        if (!File.Exists(_messages))
        {
            throw new BenchmarkFailedException($"There is no {_messages}; run `dotnet test` first.");
        }
    }

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public string Render() => LivingDocument.Render(_messages, Beside("history.jsonl"), Beside("founding.json"), Path.Combine(_folder, "index.html"));

    private string Beside(string name) => Path.Combine(Path.GetDirectoryName(_messages)!, name);
}
