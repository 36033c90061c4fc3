using System.Globalization;
using Spectre.Console;

namespace XbFunctions.Xb;

/// <summary>Tables as every command draws them.</summary>
internal static class CommandTables
{
    /// <summary>An empty table: the first column is text, the others are numbers.</summary>
    /// <param name="columns">Headings.</param>
    public static Table New(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i]));
            table.AddColumn(i == 0 ? column : column.RightAligned());
        }

        return table;
    }

    /// <summary>A count with thousands separators.</summary>
    /// <param name="count">The count.</param>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
