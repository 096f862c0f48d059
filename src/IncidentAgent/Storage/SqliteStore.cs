using System.Security.Cryptography;
using System.Text;
using IncidentAgent.Incidents;
using IncidentAgent.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace IncidentAgent.Storage;

/// <summary>
/// The store in one folder: a journal, in which a commit that was answered has been flushed to the disk, and a SQLite database, which takes up from
/// it what is read.
/// </summary>
internal sealed partial class SqliteStore : IIncidentStore, IDisposable
{
    private readonly AgentMetrics _metrics;
    private readonly DataDirectory _directory;
    private readonly Projection _projection;
    private readonly Journal _journal;
    private readonly Projector _projector;
    private readonly SqliteConnection _lookups;
    private readonly Statement _writerOf;
    private readonly KeyWriters _writers;
    private readonly GroupCommitWriter _writer;
    private long _lastIncident;
    private long _lastAlert;
    private long _lastAnnouncement;

    /// <exception cref="StartRefusedException">The folder is in use, or what is in it cannot be opened or does not belong together.</exception>
    public SqliteStore(IOptions<StorageOptions> options, Retention retention, AgentMetrics metrics, ILoggerFactory loggers)
    {
        _metrics = metrics;
        _directory = DataDirectory.Open(options.Value.Directory);
        try
        {
            (_projection, var journal) = StoreFiles.Open(_directory, loggers.CreateLogger(typeof(StoreFiles)));
            var limit = new StoreLimit(options.Value.MaxBytes, () => _projection.UsedBytes, () => _projector!.Behind);
            _journal = journal.Open(limit.Segment);
            _projector = new Projector(_journal, _projection, retention, limit.Journal, loggers.CreateLogger<Projector>());
            _lookups = _projection.ConnectReader();
            _writerOf = new Statement(_lookups, "SELECT epoch, version FROM writers WHERE key = ?1");
            _writers = new KeyWriters(key => _writerOf.Bind(1, key).Run() is [var epoch, var version] ? (epoch, version) : null);
            Installation = $"{_projection.Installation:N}";
            _lastIncident = _projection.LastIncident;
            _lastAlert = _projection.LastAlert;
            _lastAnnouncement = _projection.LastAnnouncement;
            _writer = new GroupCommitWriter(
                _journal, _writers, _projector, limit, options.Value.MaxWaitingCommits, metrics, loggers.CreateLogger<GroupCommitWriter>());
        }
        catch (Exception e)
        {
            Release();
            if (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw new StartRefusedException($"Storage:Directory: the database '{_directory.Database}' cannot be opened: {e.Message}", e);
            }

            throw;
        }
    }

    public string Installation { get; }

    public StoreHealth Health => _writer.Health;

    public IncidentId NextIncident() => new(Interlocked.Increment(ref _lastIncident));

    public long NextAlert() => Interlocked.Increment(ref _lastAlert);

    public long NextAnnouncement() => Interlocked.Increment(ref _lastAnnouncement);

    public async Task<OpenedTrack> OpenAsync(string key, DateTimeOffset rememberAlertsSince, CancellationToken cancellation)
    {
        if (!IsWritten(key))
        {
            return new OpenedTrack(new IncidentTrack { Key = key }, 0, 0);
        }

        var takeover = new TakeoverWrite(key);
        if (!_writer.TryWrite(takeover))
        {
            throw new StoreDownException("Too much is waiting to be written.");
        }

        var writer = await takeover.Done.WaitAsync(cancellation);
        await _projector.Reached(writer.Record, atOnce: true).WaitAsync(cancellation);
        return new OpenedTrack(LoadTrack(key, rememberAlertsSince), writer.Epoch, writer.Version);
    }

    public ValueTask<CommitResult> CommitAsync(in IncidentCommit commit)
    {
        var write = CommitWrite.Of(commit, _metrics);
        var done = write.Done;
        if (!_writer.TryWrite(write))
        {
            write.Refuse();
        }

        return done;
    }

    public Task<IReadOnlyList<long>?> QuarantineAsync(IReadOnlyList<Quarantined> refused) => NumberedAsync(refused, static (rows, item, ticket) =>
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(item.Source + "\0"));
        digest.AppendData(item.Body.Span);
        rows.Row(Table.Quarantine).Value(digest.GetHashAndReset()).Value(item.Source).Value(item.Reason)
            .Value(item.Body.Span).Value(item.At).Value(ticket);
    });

    /// <summary>Commits rows together and waits for the numbers the database gives them; <see langword="null"/> when the store is down or busy.</summary>
    private async Task<IReadOnlyList<long>?> NumberedAsync<T>(IReadOnlyList<T> items, Action<RowBuffer, T, long> fill)
    {
        var rows = new RowBuffer();
        var tickets = new (long Ticket, Task<long> Number)[items.Count];
        for (var index = 0; index < items.Count; index++)
        {
            tickets[index] = _projector.Tickets.Take();
            fill(rows, items[index], tickets[index].Ticket);
        }

        try
        {
            var write = new LooseWrite(rows);
            if (_writer.TryWrite(write))
            {
                return await NumbersAsync(write, tickets.Select(ticket => ticket.Number)).WaitAsync(IncidentWriters.Patience);
            }
        }
        catch (Exception e) when (e is StoreDownException or TimeoutException)
        {
            // Told by the result. What the disk may still take is recognised when it is sent again.
        }

        foreach (var (ticket, _) in tickets)
        {
            _projector.Tickets.Drop(ticket);
        }

        return null;
    }

    private async Task<IReadOnlyList<long>> NumbersAsync(LooseWrite write, IEnumerable<Task<long>> numbers)
    {
        await _projector.Reached(await write.Done, atOnce: true);
        return await Task.WhenAll(numbers);
    }

    /// <summary>
    /// Waits until what is committed now can be read. Not by awaiting: a grain that reads is called back on its own turn, which this holds up.
    /// </summary>
    /// <param name="mayBeBehind">While nothing can be taken up, what the database holds will do.</param>
    /// <exception cref="StoreDownException">Nothing can be taken up, and what the database holds will not do.</exception>
    private void CatchUp(bool mayBeBehind = true)
    {
        try
        {
            _projector.Reached(_journal.Committed, atOnce: true).GetAwaiter().GetResult();
        }
        catch (StoreDownException) when (mayBeBehind)
        {
        }
    }

    /// <summary>What was opened, in the order in which it can be closed; after a failed start not all of it is there.</summary>
    private void Release()
    {
        _writer?.Dispose();
        _projector?.Dispose();
        _writerOf?.Dispose();
        _lookups?.Dispose();
        _journal?.Dispose();

        // The one that writes is the last to close: it moves the rest of its log into the database file.
        SqliteConnection.ClearAllPools();
        _projection?.Dispose();
        _directory.Dispose();
    }

    public void Dispose() => Release();
}
