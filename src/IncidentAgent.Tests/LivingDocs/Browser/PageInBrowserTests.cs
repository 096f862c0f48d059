#if BROWSER
using IncidentAgent.Tests.Support;
using Microsoft.Playwright;

namespace IncidentAgent.Tests.LivingDocs.Browser;

/// <summary>The page as people see it.</summary>
[Trait("Category", "browser")]
public sealed class PageInBrowserTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private readonly List<string> _requests = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Browsers.Program, Headless = true, Args = Browsers.Arguments });
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "index.html"), await SamplePage.HtmlAsync());
    }

    public async Task DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        _folder.Dispose();
    }

    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nobody_is_shut_out(ColorScheme scheme)
    {
        var page = await OpenAsync(1200, scheme);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Path.Combine(Browsers.AxeCore.Folder, "axe.min.js") });

        var violations = await page.EvaluateAsync<string[]>(
            "axe.run().then(result => result.violations.flatMap(found => found.nodes.map(node => `${found.id}: ${node.target} ${node.failureSummary}`)))");

        violations.Should().BeEmpty();
    }

    [BrowserTheory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1200)]
    [InlineData(2400)]
    public async Task Nothing_is_wider_than_the_window(int width)
    {
        var page = await OpenAsync(width);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => { details.open = true; })");

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
    }

    [BrowserFact]
    public async Task It_opens_without_asking_anybody_for_anything()
    {
        await OpenAsync(1200);

        _requests.Should().ContainSingle().Which.Should().EndWith("/index.html");
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task State_and_tag_choose_what_is_shown_with_and_without_a_script(bool withScript)
    {
        var page = await OpenAsync(1200, withScript: withScript);

        await page.Locator("label[for=state-failed]").ClickAsync();
        (await ShownAsync(page, ".scenario .name")).Should().Equal("<script>alert('a name')</script> & \"quotes\" in a name");

        await page.Locator("label[for=state-all]").ClickAsync();
        await page.Locator("#tag").SelectOptionAsync("t-req-6");
        (await ShownAsync(page, ".scenario .name")).Should().Equal("10 alerts in flight", "50 alerts in flight", "100 alerts in flight");
        (await ShownAsync(page, ".feature h4")).Should().Equal("Alerts are taken in quickly, however many arrive at once");
        (await ShownAsync(page, ".objective h3 a")).Should().HaveCount(9);

        await page.Locator("label[for=state-not-proven]").ClickAsync();
        (await ShownAsync(page, ".objective h3 a")).Should().Equal("P99 latency, alerts 10");
    }

    [BrowserFact]
    public async Task A_search_finds_scenarios_by_any_of_their_words()
    {
        var page = await OpenAsync(1200);

        await page.Locator("#search").FillAsync("WITHIN its objectives cut");

        (await ShownAsync(page, ".scenario .name")).Should().Equal("A burst of 100 alerts is accepted");
        (await ShownAsync(page, ".rule h5")).Should().Equal("A burst is accepted whole and within its objectives");
        (await page.Locator("#shown").TextContentAsync()).Should().StartWith("1 of 12 scenarios");
    }

    [BrowserFact]
    public async Task Without_a_script_there_is_no_search() =>
        (await (await OpenAsync(1200, withScript: false)).Locator("#search").IsVisibleAsync()).Should().BeFalse();

    [BrowserFact]
    public async Task An_address_opens_what_it_names()
    {
        var page = await OpenAsync(1200);

        await page.Locator("#attention a[href^='#scenario-alertintake-a-burst-of-100']").ClickAsync();

        (await page.Locator("details:target").GetAttributeAsync("open")).Should().NotBeNull();
    }

    [BrowserFact]
    public async Task On_paper_there_is_everything_but_what_is_clicked()
    {
        var page = await OpenAsync(1200);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        (await ShownAsync(page, ":is(nav, .filters)")).Should().BeEmpty();
        (await page.Locator(".policy li").First.IsVisibleAsync()).Should().BeTrue("what is folded on the screen is open on paper");
        (await page.PdfAsync(new PagePdfOptions { Format = "A4" })).Should().NotBeEmpty();
    }

    private async Task<IPage> OpenAsync(int width, ColorScheme scheme = ColorScheme.Light, bool withScript = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = withScript,
        });
        var page = await context.NewPageAsync();
        page.Request += (_, request) => _requests.Add(request.Url);
        await page.GotoAsync($"file://{Path.Combine(_folder.Path, "index.html")}");
        return page;
    }

    private static async Task<IReadOnlyList<string>> ShownAsync(IPage page, string selector) =>
        await page.Locator($"{selector}:visible").AllTextContentsAsync();
}
#endif
