namespace IncidentAgent.Investigation.Summary;

/// <summary>
/// The words in which a model may put what the evidence holds. The list is short on purpose: a word that is neither here nor in the evidence may be
/// the name of something that nobody looked at. It holds no name of a product, and no word that says how certain something is or what to do.
/// </summary>
internal static class PlainEnglish
{
    private static readonly string[] Endings = ["", "s", "es", "d", "ed", "ing", "ly", "er", "'s", "n't", "'t"];

    private static readonly HashSet<string> Words = [.. """
        a an the this that these those it its itself they them their there here he she we our you your who whom whose which what when where why how
        and or but nor so yet if then than as because since while although though until unless whereas whether both either neither not no none nothing never
        all any each every some most more many much few fewer less least several other another same such only just even also too again still already once
        first last next latest former later earlier early late recent recently now soon ago long longer longest short shorter very quite nearly almost about around
        roughly approximately exactly together apart instead otherwise however therefore meanwhile afterwards thereby hence
        in on at by for from to into onto of off out over under up down with within without between among across through during before after above below
        beyond near against along via per beside besides behind ahead toward towards upon
        be is are was were been being am do does did doing done have has had having can could may might will would cannot
        become becomes became begin begins began begun beginning start stop end continue remain keep kept stay last lasted happen occur take takes took taken
        give gives gave given get gets got go goes went gone come comes came show shows showed shown see sees saw seen find finds found say says said
        tell tells told mean means meant make makes made lead leads led cause reason result explain account follow precede coincide match agree relate point
        hold holds held lie lies lay stand stands stood seem appear suggest indicate report observe note record measure count compare expect
        rise rises rose risen raise grow grows grew grown increase climb jump spike surge soar exceed reach hit peak fall falls fell fallen drop decrease
        decline shrink sink sinks sank dip lower worsen degrade deteriorate improve recover return change vary differ shift move stay
        fail failing failure error fault exception reject refuse deny denied drop lose loses lost miss break breaks broke broken crash exhaust deplete leak
        block wait queue pile back backlog saturate overload throttle limit fill full empty slow slower slowest slowly slowness slowdown fast faster fastest quick
        delay time timed timeout retry retries retried respond response answer serve handle process receive send sends sent connect connection
        request latency availability traffic load rate ratio share part portion percent percentage number amount value level figure average mean median maximum
        minimum total sum excess usual usually normal normally ordinary abnormal abnormally unusual unusually typical typically baseline history high higher
        highest low lowest large larger largest great greater greatest small smaller smallest big bigger biggest bad worse worst good better best
        new newer newest old older oldest own main mostly mainly largely partly wholly entirely sharply steeply steadily gradually suddenly quickly rapidly
        briefly shortly immediately directly closely clearly similarly equally respectively slightly somewhat significantly considerably markedly consistently
        service system component instance host machine node server client caller callee dependency downstream upstream pool thread memory disk cpu processor
        network resource capacity use usage utilisation utilization saturation line log message trace span metric series point query call hop
        deployment deploy release version rollout regression configuration setting flag feature change event incident alert symptom evidence source signal
        operation work job task user customer side end window period interval second minute hour day moment onset beginning
        affect impact involve contain include consist depend rely belong concern carry need want try tries tried help add reduce
        able unable available unavailable present absent visible clear different independent likewise alone consistent comparable similar equal due because
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Whether a word, or what is left of it without an ending such as <c>-ing</c>, is in the list.</summary>
    public static bool Has(string word)
    {
        var lower = word.ToLowerInvariant();
        return Endings.Any(ending => lower.EndsWith(ending, StringComparison.Ordinal) && (Words.Contains(lower[..^ending.Length]) || Words.Contains(lower[..^ending.Length] + "e")));
    }
}
