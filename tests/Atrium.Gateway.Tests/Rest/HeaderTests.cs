using System.Text;
using Atrium.Gateway.Rest;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace Atrium.Gateway.Tests.Rest;

public sealed class HeaderTests
{
    [Theory]
    [InlineData(null, 0, null)]
    [InlineData("0-24", 0, 25L)]
    [InlineData("items=25-49", 25, 25L)]
    [InlineData("10-", 10, null)]
    [InlineData("x-1", 0, null)]
    [InlineData("99999999999999999999-", 0, null)]
    public void A_range_header_is_read(string? header, long offset, long? limit) =>
        Assert.Equal(new RowRange(offset, limit), RowRange.Parse(header));

    [Fact]
    public void Preferences_are_read_and_the_first_holds()
    {
        var read = Preferences.Parse(
            ["return=minimal, return=representation", "count=planned", "nonsense, max-affected=7"], true);

        Assert.Equal((Return.Minimal, CountKind.Planned, 7L), (read.Return, read.Count, read.MaxAffected));
        Assert.DoesNotContain("nonsense", read.Applied(PlanKind.Update, false));
    }

    [Theory]
    [InlineData("text/csv;q=0.5, application/json", MediaType.Json)]
    [InlineData("image/png, text/csv", MediaType.Csv)]
    [InlineData("application/vnd.pgrst.object+json;nulls=stripped", MediaType.ObjectStripped)]
    [InlineData("", MediaType.Json)]
    internal void The_best_acceptable_form_is_chosen(string accept, MediaType expected) =>
        Assert.Equal(expected, MediaTypes.Accepted(accept).First(type => type.Form is not null).Form);

    [Fact]
    public void Any_header_is_read_or_refused() =>
        Prop.ForAll<string>(text => Answers(() =>
        {
            RowRange.Parse(text);
            Preferences.Parse([text], true);
            MediaTypes.Accepted(text);
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_body_is_read_or_refused() =>
        Prop.ForAll<string>(text => Answers(() =>
        {
            var bytes = Encoding.UTF8.GetBytes(text ?? "");
            Payload.Parse(bytes, "application/json", false);
            Payload.Parse(bytes, "application/x-www-form-urlencoded", false);
            Payload.Parse(bytes, "text/csv", false);
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll<byte[]>(bytes => Answers(() => Payload.Parse(bytes ?? [], "", false))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_body_tells_its_columns()
    {
        var same = Payload.Parse("""[{"a":1,"b":{"c":[1]}},{"b":2,"a":3}]"""u8.ToArray(), "", false);
        var other = Payload.Parse("""[{"a":1},{"b":2}]"""u8.ToArray(), "", false);

        Assert.Equal(["a", "b"], same.Keys);
        Assert.Equal((true, 2, true, false), (same.IsArray, same.Rows, same.IsUniform, other.IsUniform));
    }

    static bool Answers(Action read)
    {
        try
        {
            read();
        }
        catch (RestException refused)
        {
            return refused.Error.Status is >= 400 and < 500;
        }

        return true;
    }
}
