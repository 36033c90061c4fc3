using System.Globalization;
using System.Text.Json.Nodes;

namespace XbFunctions.Xb.Items;

/// <summary>Columns of a CSV as members of an item. Values that cannot be converted stay texts, which the catalogue refuses with their member.</summary>
internal static class ItemColumns
{
    /// <summary>Sets a member.</summary>
    /// <param name="item">The item.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="field">Its value, not empty.</param>
    /// <exception cref="CommandException">Nothing is known of such a column.</exception>
    public static void Set(JsonObject item, string column, string field)
    {
        var dot = column.IndexOf('.', StringComparison.Ordinal);
        var (name, part) = dot < 0 ? (column, "") : (column[..dot], column[(dot + 1)..]);
        switch (name)
        {
            case "sku" or "category" or "brand" or "hsCode" or "origin" or "launched" when part.Length == 0:
                item[name] = field;
                break;
            case "title" when part.Length > 0:
                Member(item, "titles")[part] = field;
                break;
            case "price" when part.Length > 0:
                Member(item, "prices")[part] = Number(field);
                break;
            case "weightGrams":
                item[name] = Number(field);
                break;
            case "stock" when part.Length == 0:
                item[name] = Number(field);
                break;
            case "stock":
                Member(item, name)[part] = Number(field);
                break;
            case "shipTo" when part is "only" or "except":
                Member(item, name)[part] = new JsonArray([.. field.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static code => (JsonNode)code)]);
                break;
            case "hidden":
                item[name] = bool.TryParse(field, out var hidden) ? hidden : field;
                break;
            default:
                throw new CommandException($"line 1: nothing is known of a column '{column}'. See xb items import --help for the columns.");
        }
    }

    private static JsonObject Member(JsonObject item, string name)
    {
        if (item[name] is not JsonObject member)
        {
            item[name] = member = [];
        }

        return member;
    }

    private static JsonNode Number(string field) =>
        decimal.TryParse(field, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : field;
}
