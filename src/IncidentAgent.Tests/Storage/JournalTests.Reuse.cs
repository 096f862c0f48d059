using IncidentAgent.Storage;

namespace IncidentAgent.Tests.Storage;

/// <summary>The files of the journal are used again.</summary>
public sealed partial class JournalTests
{
    [Fact]
    public void The_next_file_is_written_over_the_one_that_was_dropped()
    {
        using var journal = Journal.Open(_directory.Path, Identity, segmentBytes: 0, [], committed: 0);
        var much = new string('x', 5000);
        Append(journal, much, "two");
        journal.Forget(1);

        Append(journal, "three");

        new FileInfo(Numbered().Last()).Length.Should().BeGreaterThan(5000, "a file that grows costs the disk more");
        ReadBack(after: 1).Should().Equal("two", "three");
    }

    [Fact]
    public void What_a_file_held_before_it_was_used_again_counts_no_more_however_far_a_crash_let_the_new_record_come()
    {
        using var journal = Journal.Open(_directory.Path, Identity, segmentBytes: 100, [], committed: 0);
        Append(journal, "one.", "two.", "three");
        journal.Forget(2);
        Append(journal, "four.", "five");
        var file = Numbered().Last();
        var before = File.ReadAllBytes(file);
        Append(journal, "six.");
        var after = File.ReadAllBytes(file);
        after.Length.Should().Be(before.Length, "the new record has taken the place of an old one");

        for (var length = 0; length < after.Length; length++)
        {
            File.WriteAllBytes(file, [.. after[..length], .. before[length..]]);
            string[] whole = File.ReadAllBytes(file).AsSpan().SequenceEqual(after) ? ["six."] : [];
            ReadBack(after: 2).Should().Equal(["three", "four.", "five", .. whole], $"{length} of {after.Length} bytes reached the disk");
        }
    }

    [Fact]
    public void A_damaged_record_in_front_of_whole_ones_is_noticed_also_in_a_file_that_was_used_again()
    {
        using (var journal = Journal.Open(_directory.Path, Identity, segmentBytes: 100, [], committed: 0))
        {
            Append(journal, "one.", "two.", "three");
            journal.Forget(2);
            Append(journal, "four.", "five", "six.");
        }

        var file = Numbered().Last();
        var bytes = File.ReadAllBytes(file);
        bytes[JournalFormat.SegmentHeader + JournalFormat.RecordHeader] ^= 1;
        File.WriteAllBytes(file, bytes);

        FluentActions.Invoking(Read).Should().Throw<StartRefusedException>().WithMessage($"*{file}*damaged: record 5 cannot be read, and later ones can*");
    }

    [Fact]
    public void A_record_whose_flush_failed_is_taken_neither_for_one_nor_for_damage_where_its_file_is_used_again_for_its_number()
    {
        Append(Large, "one", "failed");
        var old = File.ReadAllBytes(Numbered().Single());
        var found = Read()!;
        found.Segments[0].Length -= JournalFormat.RecordHeader + "failed".Length;
        found.Segments[0].Last = 1;
        using (var goesOn = Journal.Open(_directory.Path, Identity, segmentBytes: 0, found.Segments, committed: 1))
        {
            goesOn.Probe();
            goesOn.Forget(1);
            Append(goesOn, "two");
        }

        var file = Numbered().Single();
        var after = File.ReadAllBytes(file);
        after.Length.Should().Be(old.Length);
        for (var length = JournalFormat.SegmentHeader; length < after.Length; length++)
        {
            File.WriteAllBytes(file, [.. after[..length], .. old[length..]]);
            string[] whole = File.ReadAllBytes(file).AsSpan().SequenceEqual(after) ? ["two"] : [];
            ReadBack(after: 1).Should().Equal(whole, $"{length} of {after.Length} bytes reached the disk");
        }
    }

    [Fact]
    public void A_spare_that_cannot_be_written_is_in_the_way_only_once()
    {
        using var journal = Journal.Open(_directory.Path, Identity, Large, [], committed: 0);
        File.CreateSymbolicLink(Journal.SpareOf(_directory.Path), "/dev/full");

        journal.Invoking(one => one.Append(Record("failed"))).Should().Throw<IOException>();
        Append(journal, "one");

        ReadBack().Should().Equal("one");
    }

    [Fact]
    public void A_spare_that_the_process_before_left_behind_is_not_used()
    {
        Append(Large, "one");
        using (var other = Journal.Open(_directory.Path, Identity, 0, [], committed: 1))
        {
            Append(other, "two of another time");
            File.Move(Numbered().Last(), Journal.SpareOf(_directory.Path));
        }

        Append(0, "two");

        ReadBack().Should().Equal("one", "two");
        new FileInfo(Numbered().Last()).Length.Should().Be(JournalFormat.SegmentHeader + JournalFormat.RecordHeader + "two".Length);
    }
}
