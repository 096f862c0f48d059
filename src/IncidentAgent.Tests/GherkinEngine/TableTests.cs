using Reqnroll;
using Reqnroll.Assist;

namespace IncidentAgent.Tests.GherkinEngine;

public sealed class TableTests
{
    private static readonly DataTable People = Table("Name|Birth year|Is here", "Ann|1990|true", "Ben||false");

    [Fact]
    public void Rows_become_positional_records() =>
        People.CreateSet<Person>().Should().Equal(new Person("Ann", 1990, true), new Person("Ben", null, false));

    [Fact]
    public void Rows_become_objects_with_settable_properties() =>
        Table("Time span|day|Identity", "00:00:05|friday|6f9619ff-8b86-d011-b42d-00cf4fc964ff").CreateSet<Settable>().Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new Settable
            {
                TimeSpan = TimeSpan.FromSeconds(5),
                Day = DayOfWeek.Friday,
                Identity = new Guid("6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
            });

    [Fact]
    public void One_row_or_two_columns_become_an_instance()
    {
        Table("Name|Birth year", "Ann|1990").CreateInstance<Person>().Should().Be(new Person("Ann", 1990));
        Table("Field|Value", "Name|Ann", "Birth year|1990").CreateInstance<Person>().Should().Be(new Person("Ann", 1990));
        Table("Field|Value", "Name|Ann").CreateInstance<Person>().Should().Be(new Person("Ann", null));
    }

    [Fact]
    public void An_instance_can_be_filled()
    {
        var filled = Table("Day", "Friday").CreateInstance(() => new Settable { TimeSpan = TimeSpan.MaxValue });

        filled.Day.Should().Be(DayOfWeek.Friday);
        filled.TimeSpan.Should().Be(TimeSpan.MaxValue);
    }

    [Fact]
    public void A_column_without_a_property_is_an_error_when_all_must_be_bound()
    {
        var creating = () => Table("Day|Nonsense", "Friday|1").CreateInstance<Settable>(new InstanceCreationOptions { VerifyAllColumnsBound = true });

        creating.Should().Throw<ReqnrollException>().WithMessage("*'Nonsense'*Settable*");
    }

    [Fact]
    public void A_cell_that_does_not_fit_is_told_with_its_type()
    {
        var creating = () => Table("Name|Birth year", "Ann|long ago").CreateInstance<Person>();

        creating.Should().Throw<ReqnrollException>().WithMessage("*'long ago'*Int32*");
    }

    [Fact]
    public void A_set_is_compared_in_the_tables_columns_whatever_its_order() =>
        Table("Name|Is here", "Ben|False", "Ann|True").CompareToSet([new Person("Ann", 1990, true), new Person("Ben", null)]);

    [Fact]
    public void A_set_in_another_order_differs_where_order_counts()
    {
        var comparing = () => Table("Name", "Ben", "Ann").CompareToSet([new Person("Ann", 1), new Person("Ben", 2)], sequentialEquality: true);

        comparing.Should().Throw<ComparisonException>();
    }

    [Fact]
    public void A_difference_shows_what_is_missing_and_what_is_surplus()
    {
        var comparing = () => Table("Name|Birth year", "Ann|1990", "Ben|1991").CompareToSet([new Person("Ann", 1990), new Person("Carl", 1992)]);

        comparing.Should().Throw<ComparisonException>().WithMessage(
            """
            *
              | Name | Birth year |
              | Ann  | 1990       |
            - | Ben  | 1991       |
            + | Carl | 1992       |
            *
            """.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public void Two_equal_rows_need_two_equal_objects()
    {
        var comparing = () => Table("Name", "Ann", "Ann").CompareToSet([new Person("Ann", 1)]);

        comparing.Should().Throw<ComparisonException>();
    }

    [Fact]
    public void A_column_that_is_no_property_is_named()
    {
        var comparing = () => Table("Nonsense", "1").CompareToSet([new Person("Ann", 1)]);

        comparing.Should().Throw<ComparisonException>().WithMessage("*Person*'Nonsense'*");
    }

    [Fact]
    public void An_instance_is_compared_property_by_property()
    {
        var comparing = () => Table("Name|Birth year|Height", "Ann|1991|1").CompareToInstance(new Person("Ann", 1990));

        comparing.Should().Throw<ComparisonException>().WithMessage("*Birth year: Expected <1991>, Actual <1990>*Height: Property does not exist*");
    }

    [Fact]
    public void A_table_is_shown_in_columns() =>
        People.ToString().ReplaceLineEndings("\n").Should().Be(
            """
            | Name | Birth year | Is here |
            | Ann  | 1990       | true    |
            | Ben  |            | false   |

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void Cells_are_found_by_column_and_a_wrong_column_is_told()
    {
        var reading = () => People.Rows[0]["Age"];

        People.Rows[1]["Name"].Should().Be("Ben");
        People.Rows[1][1].Should().BeEmpty();
        People.Rows[0].ToDictionary().Should().ContainKey("Is here");
        reading.Should().Throw<IndexOutOfRangeException>().WithMessage("*'Age'*Birth year*");
    }

    private static DataTable Table(string header, params string[] rows)
    {
        var table = new DataTable(header.Split('|'));
        foreach (var row in rows)
        {
            table.AddRow(row.Split('|'));
        }

        return table;
    }

    private sealed record Person(string Name, int? BirthYear, bool IsHere = false);

    private sealed class Settable
    {
        public TimeSpan TimeSpan { get; set; }

        public DayOfWeek Day { get; set; }

        public Guid? Identity { get; set; }
    }
}
