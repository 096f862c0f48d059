using LivingDocs.Coverage;
using LivingDocs.Messages;
using LivingDocs.Page;

namespace IncidentAgent.Tests.LivingDocs;

/// <summary>The page of the sample suite and the sample history.</summary>
internal static class SamplePage
{
    public static readonly FoundingTable Founding = new(12,
    [
        new FoundingPromise("P95 latency", "P95 latency", "< 0.7 s", "< 1 s"),
        new FoundingPromise("Success rate", "success rate", "= 100 %", ">= 95 %"),
    ]);

    private static readonly Lazy<Task<string>> Whole = new(async () => HtmlPage.Write(await PageAsync()));

    public static Task<string> HtmlAsync() => Whole.Value;

    public static async Task<LivingPage> PageAsync() =>
        LivingPage.Of(MessageReader.Read(await SampleSuite.MessagesAsync()).JudgedTogether(), SampleHistory.All, Founding);
}
