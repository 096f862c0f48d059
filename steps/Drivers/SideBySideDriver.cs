using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentAgent.Specs.Support;
using IncidentAgent.Tests.Support;
using ServiceLevels.Load;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace IncidentAgent.Specs.Drivers;

/// <summary>Does the same to many incidents at once, and looks whether each got its own and only its own.</summary>
public sealed class SideBySideDriver(ServiceDriver service, TrafficDriver traffic, EvidenceDriver evidence, ObjectivesDriver objectives, MeasurementLog log)
{
    private readonly Dictionary<string, string> _postmortems = [];
    private IReadOnlyList<JsonElement> _incidents = [];
    private Metrics _before = new("");
    private (Batch Analysed, Batch Announced, Batch Over)? _all;

    /// <summary>An incident is analysed when it opens.</summary>
    public async Task AnalyseAsync(int count)
    {
        var batch = new Batch(count);
        evidence.Exists(batch.Services);
        _before = await Metrics.ScrapeAsync(service.Current.Agent.Client);
        await OpenAsync(batch);
    }

    /// <summary>As the service counts it: from the sources' last answer to the conclusion.</summary>
    public async Task AnalysesTakeLessThanAsync(double share, TimeSpan limit)
    {
        const string Duration = "incident_agent_analysis_duration_seconds";
        var after = await Metrics.ScrapeAsync(service.Current.Agent.Client);
        var all = Since($"{Duration}_count");
        var within = Since($"{Duration}_bucket", string.Create(CultureInfo.InvariantCulture, $"le=\"{limit.TotalSeconds}\""));
        log.Say($"an analysis takes {Si.Duration(TimeSpan.FromSeconds(Since($"{Duration}_sum") / all))} on average");
        objectives.Fact(
            Promise.Of(Measure.Named($"share of analyses that take less than {Si.Duration(limit)}", Quantity.Share), Relation.AtLeast, share), within / all, (int)all);

        double Since(string name, params string[] labels) => after[name, labels] - _before[name, labels];
    }

    public async Task AnnounceAsync(int count) => await OpenAsync(new Batch(count));

    /// <summary>A postmortem is written when its incident is resolved: they are opened beforehand and resolved at once.</summary>
    public async Task WriteUpAsync(int count)
    {
        var batch = new Batch(count);
        await OpenAsync(batch);
        await ResolveAsync(batch);
        await WrittenUpAsync(batch);
    }

    public async Task DoAllAsync(int analyses, int announcements, int postmortems)
    {
        var (analysed, announced, over) = (new Batch(analyses), new Batch(announcements), new Batch(postmortems));
        evidence.Exists(analysed.Services);
        await OpenAsync(analysed);
        await OpenAsync(over);
        var again = await DetailsAsync(analysed);

        await Task.WhenAll(AnalyseAgainAsync(again), OpenAsync(announced), ResolveAsync(over));
        await AnalysedAgainAsync(again);
        await WrittenUpAsync(over);
        _all = (analysed, announced, over);
    }

    /// <summary>Each of the three got what it was after, and only that; nothing is stuck and nothing undeliverable.</summary>
    public async Task AllFinishedAsync(int count)
    {
        var (analysed, announced, over) = _all ?? throw new InvalidOperationException("The scenario has not run the three together.");
        (analysed.Count + announced.Count + over.Count).Should().Be(count);
        _incidents = await DetailsAsync(analysed);
        EachIsAnalysed(times: 2);
        EachCitesOnlyItself();
        _incidents = await DetailsAsync(announced);
        EachIsAnnouncedOnce();
        PostmortemsAreComplete(over.Count);
        await NothingFailedAsync([analysed, announced, over]);
    }

    public void EachIsAnalysedOnce() => EachIsAnalysed(times: 1);

    public void EachCitesOnlyItself() => NoneOfThem(
        "incidents that cite another's evidence, or none of their own",
        incident => !NamesIn(incident.GetProperty("findings").GetRawText()).SequenceEqual([ServiceOf(incident)]));

    public void EachHoldsItsOwnEvidence(int sources)
    {
        EachCitesOnlyItself();
        NoneOfThem($"incidents without evidence from {sources} sources", incident => !HasEvidenceFrom(incident.GetProperty("findings"), sources));
    }

    /// <summary>One message in the channel and one page, each begun with the word that the incident is open, and nothing was sent twice.</summary>
    public void EachIsAnnouncedOnce()
    {
        NoneOfThem("incidents without exactly one message", incident => !HasOneMessage(IdOf(incident)));
        NoneOfThem("incidents without exactly one page", incident => !HasOnePage(IdOf(incident)));
    }

    public void PostmortemsAreComplete(int count)
    {
        objectives.Fact(Promise.Of("postmortems", Quantity.Count, Relation.Exactly, count), _postmortems.Count, count);
        objectives.None(
            "postmortems of another incident, or incomplete",
            _postmortems.Where(one => !NamesIn(one.Value).SequenceEqual([one.Key]) || !IsComplete(one.Value)).Select(one => one.Key),
            count);
    }

    private async Task OpenAsync(Batch batch)
    {
        var sent = await traffic.SendAsync(new Arrivals.AtOnce(batch.Count), batch);
        sent.Accepted.Should().Be(batch.Count);
        _incidents = await DetailsAsync(batch);
        _incidents.Should().HaveCount(batch.Count);
    }

    private async Task ResolveAsync(Batch batch)
    {
        var answers = await Task.WhenAll(batch.Resolved().Select(service.Current.DeliverAsync));
        answers.Should().OnlyContain(answer => answer.Outcome == Outcome.Accepted);
    }

    private async Task AnalyseAgainAsync(IReadOnlyList<JsonElement> incidents)
    {
        var client = service.Current.Agent.Client;
        var answers = await Task.WhenAll(incidents.Select(incident => client.PostAsync($"/api/incidents/{IdOf(incident)}/analyze", null)));
        answers.Should().OnlyContain(answer => answer.IsSuccessStatusCode);
    }

    private async Task AnalysedAgainAsync(IReadOnlyList<JsonElement> before)
    {
        foreach (var incident in before)
        {
            await Eventually.Observe(
                $"{IdOf(incident)} is analysed again",
                () => service.Current.GetAsync($"/api/incidents/{IdOf(incident)}"),
                now => now.GetProperty("incident").Instant("investigatedAt") > incident.GetProperty("incident").Instant("investigatedAt"));
        }
    }

    private async Task WrittenUpAsync(Batch batch)
    {
        foreach (var incident in await DetailsAsync(batch))
        {
            var answer = await Eventually.Observe(
                $"{IdOf(incident)} is written up",
                () => service.Current.Agent.Client.GetAsync($"/api/incidents/{IdOf(incident)}/postmortem"),
                answer => answer.IsSuccessStatusCode);
            _postmortems.Add(ServiceOf(incident), await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task NothingFailedAsync(IReadOnlyList<Batch> batches)
    {
        List<JsonElement> all = [];
        foreach (var batch in batches)
        {
            all.AddRange(await service.Current.IncidentsAsync(batch.Label));
        }

        objectives.None("incidents with a stuck step", all.Where(one => one.Items("stuckSteps").Any()).Select(one => one.Text("id")), all.Count);
        var dead = (await service.Current.GetAsync("/api/announcements?state=dead")).Items("announcements");
        objectives.None("announcements given up", dead.Select(one => one.GetRawText()), all.Count);
    }

    // An analysis is two entries of the timeline: what was found, and what it comes to.
    private void EachIsAnalysed(int times) => NoneOfThem(
        times == 1 ? "incidents without exactly one analysis" : $"incidents without exactly {times} analyses",
        incident => incident.Items("timeline").Count(entry => entry.GetRawText().Contains("Root cause: ", StringComparison.Ordinal)) != times);

    private static bool HasEvidenceFrom(JsonElement findings, int sources) =>
        !findings.Items("missing").Any()
        && findings.Items("evidence").Where(one => NamesIn(one.GetProperty("value").GetRawText() + one.GetProperty("details").GetRawText()).Count > 0)
            .Select(one => one.Text("source")).Distinct().Count() == sources;

    private bool HasOneMessage(string id) =>
        service.Current.Around.Slack.Ledger.Exchanges
            .Where(call => call.Path.EndsWith("chat.postMessage", StringComparison.Ordinal) && IsOf(id, call.Key)).ToList() is [var message]
        && message.Body!.Value.Text("text").Contains($"{id} opened", StringComparison.Ordinal);

    private bool HasOnePage(string id) =>
        service.Current.Around.PagerDuty.Incidents
            .Where(page => SummaryOf(page.Events[0]).StartsWith($"{id}:", StringComparison.Ordinal)).ToList() is [var page]
        && page.Events[0].GetRawText().Contains($"{id} opened", StringComparison.Ordinal)
        && page.Events.Select(sent => sent.GetRawText()).Distinct().Count() == page.Events.Count;

    private static bool IsComplete(string postmortem) =>
        PostmortemDriver.Sections.All(section => postmortem.Contains($"## {section}", StringComparison.Ordinal));

    private void NoneOfThem(string what, Func<JsonElement, bool> isSo) => objectives.None(what, _incidents.Where(isSo).Select(IdOf), _incidents.Count);

    private async Task<IReadOnlyList<JsonElement>> DetailsAsync(Batch batch) =>
        await Task.WhenAll(
            (await service.Current.IncidentsAsync(batch.Label)).Select(one => service.Current.GetAsync($"/api/incidents/{one.Text("id")}")));

    private static string IdOf(JsonElement detail) => detail.GetProperty("incident").Text("id");

    private static string ServiceOf(JsonElement detail) => detail.GetProperty("incident").GetProperty("services")[0].GetString()!;

    private static string SummaryOf(JsonElement page) => page.GetProperty("payload").Text("summary");

    private static bool IsOf(string id, string? key) => key?.Contains($"/{id}/", StringComparison.Ordinal) == true;

    /// <summary>The services of batches that a text names.</summary>
    private static IReadOnlyList<string> NamesIn(string text) => [.. Regex.Matches(text, Batch.ServicePattern).Select(match => match.Value).Distinct()];
}
