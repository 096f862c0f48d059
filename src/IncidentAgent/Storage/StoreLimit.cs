namespace IncidentAgent.Storage;

/// <summary>
/// Keeps the data folder within <see cref="StorageOptions.MaxBytes"/>: a quarter of it, but not more than is needed, is the journal's. What is in the
/// journal and not yet in the database is counted as what it will take there, so that what was answered always finds its place.
/// </summary>
internal sealed class StoreLimit
{
    /// <summary>A look whether there is room again asks for as much as a delivery may need.</summary>
    public const int ProbeBytes = 256 * 1024;

    public const string Full = "The database is full: it has reached Storage:MaxBytes.";

    private const long MostForTheJournal = 64 << 20;
    private const long LargestSegment = 16 << 20;
    private const double BytesPerJournalByte = 1.5;

    private readonly long _database;
    private readonly Func<long> _used;
    private readonly Func<long> _behind;

    /// <param name="most">0 sets no limit.</param>
    /// <param name="used">The bytes the database uses.</param>
    /// <param name="behind">The bytes of the journal that it does not hold yet.</param>
    public StoreLimit(long most, Func<long> used, Func<long> behind)
    {
        Journal = most == 0 ? MostForTheJournal : Math.Min(MostForTheJournal, most / 4);
        _database = most == 0 ? long.MaxValue : most - Journal;
        _used = used;
        _behind = behind;
    }

    /// <summary>How many bytes of the journal the database may be behind before commits wait for it.</summary>
    public long Journal { get; }

    public long Segment => Math.Min(LargestSegment, Journal / 4);

    /// <summary>
    /// Whether so many more bytes may be written. What notes what became of something that was accepted may use the last sixteenth: an incident that
    /// was accepted can still be told of.
    /// </summary>
    public bool Allows(long bytes, bool hasNews) =>
        _database == long.MaxValue || _used() + ((_behind() + bytes) * BytesPerJournalByte) <= _database - (hasNews ? _database / 16 : 0);
}
