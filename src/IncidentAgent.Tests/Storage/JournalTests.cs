using System.Buffers.Binary;
using System.Text;
using IncidentAgent.Storage;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Storage;

public sealed partial class JournalTests : IDisposable
{
    private const long Large = 1 << 20;
    private static readonly JournalIdentity Identity = new(Guid.NewGuid(), Guid.NewGuid());
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void What_was_appended_is_read_in_its_order_by_the_next_process()
    {
        Append(Large, "one", "two", "", "four");

        ReadBack().Should().Equal("one", "two", "", "four");
    }

    [Fact]
    public void A_file_that_is_long_enough_is_followed_by_another()
    {
        Append(200, Enumerable.Range(0, 20).Select(number => $"record {number}"));

        Directory.GetFiles(_directory.Path).Should().HaveCountGreaterThan(3);
        ReadBack().Should().HaveCount(20).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_record_that_a_crash_tore_at_any_byte_does_not_count_and_those_before_it_do()
    {
        Append(Large, "one", "two");
        var file = Directory.GetFiles(_directory.Path).Single();
        var whole = File.ReadAllBytes(file);
        var lastBegins = whole.Length - JournalFormat.RecordHeader - "two".Length;

        for (var length = lastBegins; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            ReadBack().Should().Equal(["one"], $"{length} of {whole.Length} bytes reached the disk");
        }
    }

    [Fact]
    public void After_a_torn_record_the_next_one_gets_its_number_in_a_file_of_its_own()
    {
        Append(Large, "one", "torn");
        var file = Directory.GetFiles(_directory.Path).Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);

        Append(Large, "two");
        Append(Large, "three");

        ReadBack().Should().Equal("one", "two", "three");
        Read()!.Last.Should().Be(3);
    }

    [Fact]
    public void A_record_whose_flush_failed_does_not_count_though_it_is_in_the_file()
    {
        Append(Large, "one", "failed");
        var found = Read()!;
        found.Segments[0].Length -= JournalFormat.RecordHeader + "failed".Length;

        using (var goesOn = Journal.Open(_directory.Path, Identity, Large, found.Segments, committed: 1))
        {
            goesOn.Append(Record("two")).Should().Be(2);
        }

        ReadBack().Should().Equal("one", "two");
    }

    [Fact]
    public void A_damaged_record_in_front_of_whole_ones_is_not_passed_over()
    {
        Append(Large, "one", "two", "three");
        var file = Directory.GetFiles(_directory.Path).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[JournalFormat.SegmentHeader + JournalFormat.RecordHeader] ^= 1;
        File.WriteAllBytes(file, bytes);

        FluentActions.Invoking(Read).Should().Throw<StartRefusedException>().WithMessage($"*{file}*damaged: record 1 cannot be read, and later ones can*");
    }

    [Fact]
    public void A_file_that_is_missing_in_the_middle_is_noticed()
    {
        Append(0, "one", "two", "three");
        File.Delete(Directory.GetFiles(_directory.Path).Order().ElementAt(1));

        FluentActions.Invoking(Read).Should().Throw<StartRefusedException>().WithMessage("*damaged: the records 2 to 2 cannot be read*");
    }

    [Fact]
    public void A_file_whose_header_a_crash_tore_holds_nothing_and_is_removed()
    {
        Append(0, "one", "two");
        var last = Directory.GetFiles(_directory.Path).Order().Last();
        File.WriteAllBytes(last, File.ReadAllBytes(last)[..10]);

        ReadBack().Should().Equal("one");
    }

    [Fact]
    public void A_file_whose_header_is_damaged_in_front_of_whole_records_is_not_removed()
    {
        Append(0, "one", "two");
        var last = Directory.GetFiles(_directory.Path).Order().Last();
        var bytes = File.ReadAllBytes(last);
        bytes[0] ^= 1;
        File.WriteAllBytes(last, bytes);

        FluentActions.Invoking(Read).Should().Throw<StartRefusedException>().WithMessage($"*{last}*damaged: its header cannot be read, and it may hold records*");
        File.Exists(last).Should().BeTrue();
    }

    [Fact]
    public void Files_of_another_journal_are_not_mixed_in()
    {
        Append(0, "one");
        using (var other = Journal.Open(_directory.Path, new JournalIdentity(Identity.Installation, Guid.NewGuid()), 0, [], committed: 1))
        {
            other.Append(Record("two"));
        }

        FluentActions.Invoking(Read).Should().Throw<StartRefusedException>().WithMessage("*another journal's*");
    }

    [Fact]
    public void What_is_not_needed_any_more_is_dropped_except_the_last_file_and_a_spare()
    {
        using var journal = Journal.Open(_directory.Path, Identity, segmentBytes: 0, [], committed: 0);
        Append(journal, "one", "two", "three", "four");

        journal.Forget(2);
        Numbered().Should().HaveCount(2);
        File.Exists(Journal.SpareOf(_directory.Path)).Should().BeTrue();
        journal.Forget(4);
        Directory.GetFiles(_directory.Path).Should().HaveCount(2);
        Append(journal, "five");
        ReadBack(after: 3).Should().Equal("four", "five");
    }

    [Fact]
    public void What_an_earlier_version_has_written_is_read()
    {
        Append(Large, "one", "two");
        var file = Numbered().Single();
        var bytes = File.ReadAllBytes(file);
        "IAJRNL1\0"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(48), Checksum.Of(bytes.AsSpan(0, 48)));
        const int Length = JournalFormat.RecordHeader + 3;
        var mark = BinaryPrimitives.ReadUInt64LittleEndian("JAIRECD\0"u8);
        JournalFormat.Seal(bytes.AsSpan(JournalFormat.SegmentHeader, Length), 1, mark);
        JournalFormat.Seal(bytes.AsSpan(JournalFormat.SegmentHeader + Length, Length), 2, mark);
        var stale = bytes[JournalFormat.SegmentHeader..(JournalFormat.SegmentHeader + Length)];
        File.WriteAllBytes(file, [.. bytes, .. stale]);

        Append(Large, "three");

        ReadBack().Should().Equal("one", "two", "three");
    }

    [Fact]
    public void A_reader_follows_while_more_is_appended_and_takes_a_record_that_is_longer_than_it_asked_for()
    {
        using var journal = Journal.Open(_directory.Path, Identity, segmentBytes: 300, [], committed: 0);
        using var reader = new JournalReader(journal, after: 0);
        List<string> seen = [];
        for (var number = 1; number <= 30; number++)
        {
            journal.Append(Record(new string('x', 10 * number)));
            if (number % 3 == 0)
            {
                seen.AddRange(Rest(reader));
            }
        }

        seen.Select(text => text.Length).Should().Equal(Enumerable.Range(1, 30).Select(number => 10 * number));
        reader.Next(100).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Looking_whether_there_is_room_leaves_nothing_behind()
    {
        using (var journal = Journal.Open(_directory.Path, Identity, Large, [], committed: 0))
        {
            journal.Append(Record("one"));
            journal.Probe();
            journal.Probe();
            journal.Append(Record("two"));
        }

        ReadBack().Should().Equal("one", "two");
        Directory.GetFiles(_directory.Path).Sum(file => new FileInfo(file).Length).Should().BeLessThan(300);
    }

    [Fact]
    public void A_flush_that_is_refused_is_not_taken_for_one()
    {
        using var unflushable = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);

        var flush = () => DiskFlush.File(unflushable);

        flush.Should().Throw<IOException>().WithMessage("What was written cannot be flushed to the disk: Invalid argument.");
    }

    private void Append(long segmentBytes, params IEnumerable<string> texts)
    {
        var found = Read();
        using var journal = Journal.Open(_directory.Path, Identity, segmentBytes, found?.Segments ?? [], found?.Last ?? 0);
        Append(journal, texts);
    }

    private static void Append(Journal journal, params IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            journal.Append(Record(text));
        }
    }

    private string[] Numbered() => [.. Directory.GetFiles(_directory.Path, "*.journal").Order()];

    private JournalFolder? Read() => JournalFolder.Read(_directory.Path);

    private List<string> ReadBack(long after = 0)
    {
        var found = Read()!;
        using var journal = Journal.Open(_directory.Path, Identity, Large, found.Segments, found.Last);
        using var reader = new JournalReader(journal, after);
        return Rest(reader);
    }

    /// <summary>What is left to read, record by record, asked for in small pieces.</summary>
    private static List<string> Rest(JournalReader reader)
    {
        List<string> texts = [];
        while (reader.Next(64) is { IsEmpty: false } records)
        {
            var mark = JournalFormat.MarkOfRecords(records.Span);
            for (var at = 0; at < records.Length;)
            {
                var length = (int)JournalFormat.LengthOf(records.Span[at..], mark);
                texts.Add(Encoding.UTF8.GetString(records.Span[(at + JournalFormat.RecordHeader)..(at + length)]));
                at += length;
            }
        }

        return texts;
    }

    private static byte[] Record(string text) => [.. new byte[JournalFormat.RecordHeader], .. Encoding.UTF8.GetBytes(text)];

    public void Dispose() => _directory.Dispose();
}
