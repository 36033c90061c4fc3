namespace XbFunctions.Xb.Replay;

/// <summary>Gathers the lines of each invoice. Lines of two invoices of the same minute may stand mixed in the file.</summary>
internal sealed class RetailInvoices
{
    private readonly Dictionary<string, int> _expected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RetailLine>> _open = new(StringComparer.Ordinal);

    /// <summary>Counts a line that will come, so that its invoice's last line is known.</summary>
    /// <param name="invoice">Its invoice.</param>
    public void Expect(string invoice) => _expected[invoice] = _expected.GetValueOrDefault(invoice) + 1;

    /// <summary>Adds a line.</summary>
    /// <param name="line">A line that was counted.</param>
    /// <returns>The whole invoice with its last line, else null.</returns>
    public List<RetailLine>? Add(in RetailLine line)
    {
        if (!_open.TryGetValue(line.Invoice, out var lines))
        {
            _open[line.Invoice] = lines = [];
        }

        lines.Add(line);
        if (lines.Count < _expected[line.Invoice])
        {
            return null;
        }

        _open.Remove(line.Invoice);
        return lines;
    }
}
