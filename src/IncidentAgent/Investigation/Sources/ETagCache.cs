using System.Net.Http.Headers;

namespace IncidentAgent.Investigation.Sources;

/// <summary>
/// Answers with their ETag, so that the same question costs nothing of the rate limit while the answer has not changed. At most 500 answers and 16 MiB;
/// the oldest go first.
/// </summary>
internal sealed class ETagCache
{
    private const int MostEntries = 500;
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<Uri, Kept> _entries = [];
    private readonly Queue<Kept> _oldestFirst = new();
    private int _bytes;

    public Kept? Find(Uri uri)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(uri);
        }
    }

    public void Keep(Kept answer)
    {
        if (answer.Body.Length > MostBytes)
        {
            return;
        }

        lock (_gate)
        {
            _entries[answer.Uri] = answer;
            _oldestFirst.Enqueue(answer);
            _bytes += answer.Body.Length;
            while (_oldestFirst.Count > MostEntries || _bytes > MostBytes)
            {
                var oldest = _oldestFirst.Dequeue();
                _bytes -= oldest.Body.Length;
                if (ReferenceEquals(_entries.GetValueOrDefault(oldest.Uri), oldest))
                {
                    _entries.Remove(oldest.Uri);
                }
            }
        }
    }

    /// <param name="Uri">The whole question.</param>
    /// <param name="ETag">The answer's version.</param>
    /// <param name="Body">The answer.</param>
    /// <param name="Type">Its content type.</param>
    /// <param name="Link">Its header <c>Link</c>, which names the next page.</param>
    internal sealed record Kept(Uri Uri, EntityTagHeaderValue ETag, byte[] Body, MediaTypeHeaderValue? Type, IReadOnlyList<string> Link);
}
