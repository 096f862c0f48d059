namespace IncidentAgent.Storage;

/// <summary>Opens the database and finds the journal that belongs to it, or refuses: a wrong pair would silently lose what was accepted.</summary>
internal sealed partial class StoreFiles
{
    private readonly string _folder;
    private readonly JournalIdentity _identity;
    private readonly IReadOnlyList<Journal.Segment> _segments;
    private readonly long _committed;

    private StoreFiles(string folder, JournalIdentity identity, IReadOnlyList<Journal.Segment> segments, long committed)
    {
        _folder = folder;
        _identity = identity;
        _segments = segments;
        _committed = committed;
    }

    /// <exception cref="StartRefusedException">They do not belong together.</exception>
    public static (Projection Database, StoreFiles Journal) Open(DataDirectory directory, ILogger logger)
    {
        var journal = JournalFolder.Read(directory.Journal);
        if (journal is { First: > 1 } && !File.Exists(directory.Database))
        {
            throw Gap(directory, 0, journal.First);
        }

        var database = new Projection(directory.Database);
        try
        {
            return (database, journal is null ? Begin(directory, database, logger) : Join(directory, database, journal));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public Journal Open(long segmentBytes) => Journal.Open(_folder, _identity, segmentBytes, _segments, _committed);

    private static StoreFiles Begin(DataDirectory directory, Projection database, ILogger logger)
    {
        if (database.Journal is not null)
        {
            JournalMissing(logger, directory.Journal, directory.Database);
        }

        // The database knows its journal before that exists: should a crash come between, there is none, and another is begun.
        var identity = new JournalIdentity(database.Installation, Guid.NewGuid());
        database.Journal = identity.Journal;
        return new StoreFiles(directory.Journal, identity, [], database.TakenUp);
    }

    private static StoreFiles Join(DataDirectory directory, Projection database, JournalFolder journal)
    {
        var takenUp = database.TakenUp;
        if (journal.First > takenUp + 1)
        {
            throw Gap(directory, takenUp, journal.First);
        }

        if (database.Journal is null && takenUp == 0)
        {
            // The journal still holds everything there ever was: the database is made from it again.
            database.Installation = journal.Identity.Installation;
            database.Journal = journal.Identity.Journal;
        }

        if (database.Journal != journal.Identity.Journal)
        {
            throw new StartRefusedException(
                $"Storage:Directory: the journal '{directory.Journal}' does not belong to the database '{directory.Database}'. {WhatToDo}");
        }

        if (journal.Last >= takenUp)
        {
            return new StoreFiles(directory.Journal, journal.Identity, journal.Segments, journal.Last);
        }

        // All of it is in the database, which even knows of more.
        foreach (var segment in journal.Segments)
        {
            File.Delete(segment.Path);
        }

        return new StoreFiles(directory.Journal, journal.Identity, [], takenUp);
    }

    private const string WhatToDo =
        "Put back the database that belongs to the journal; or move the folder of the journal away to start with what the database holds, "
        + "without what was accepted since.";

    private static StartRefusedException Gap(DataDirectory directory, long takenUp, long first) => new(
        $"Storage:Directory: the database '{directory.Database}' is missing or older than its journal: it holds {(takenUp == 0 ? "nothing" : $"the records up to {takenUp}")}, "
        + $"and the journal '{directory.Journal}' begins with {first}. {WhatToDo}");

    [LoggerMessage(LogLevel.Warning, "There is no journal in {Journal}: the agent starts with what {Database} holds, which is right for a database that was restored")]
    private static partial void JournalMissing(ILogger logger, string journal, string database);
}
