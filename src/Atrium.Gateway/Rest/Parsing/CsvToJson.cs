using System.Text;
using System.Text.Json;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>Turns CSV with a header line into a JSON array of objects; <c>NULL</c> unquoted is null.</summary>
static class CsvToJson
{
    public static byte[] Convert(string csv)
    {
        var position = 0;
        var header = Line(csv, ref position).ConvertAll(cell => cell.Text ?? "NULL");
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            while (position < csv.Length)
            {
                var cells = Line(csv, ref position);
                if (cells.Count != header.Count)
                {
                    throw RestErrors.BadBody("All lines must have same number of fields");
                }

                writer.WriteStartObject();
                for (var i = 0; i < cells.Count; i++)
                {
                    writer.WriteString(header[i], cells[i].Text);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return json.ToArray();
    }

    static List<(string? Text, bool Quoted)> Line(string csv, ref int position)
    {
        var cells = new List<(string?, bool)>();
        while (true)
        {
            cells.Add(Cell(csv, ref position));
            if (position < csv.Length && csv[position] == ',')
            {
                position++;
                continue;
            }

            position += position < csv.Length && csv[position] == '\r' ? 1 : 0;
            position += position < csv.Length && csv[position] == '\n' ? 1 : 0;
            return cells;
        }
    }

    static (string? Text, bool Quoted) Cell(string csv, ref int position)
    {
        if (position >= csv.Length || csv[position] != '"')
        {
            var start = position;
            while (position < csv.Length && csv[position] is not (',' or '\n' or '\r'))
            {
                position++;
            }

            var plain = csv[start..position];
            return (plain == "NULL" ? null : plain, false);
        }

        var text = new StringBuilder();
        for (position++; position < csv.Length; position++)
        {
            if (csv[position] != '"')
            {
                text.Append(csv[position]);
            }
            else if (position + 1 < csv.Length && csv[position + 1] == '"')
            {
                text.Append('"');
                position++;
            }
            else
            {
                position++;
                break;
            }
        }

        if (position < csv.Length && csv[position] is not (',' or '\n' or '\r'))
        {
            throw RestErrors.BadBody("A quoted field is followed by more text");
        }

        return (text.ToString(), true);
    }
}
