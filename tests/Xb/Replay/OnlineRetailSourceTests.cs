using System.IO.Compression;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.Xb.Replay;

namespace XbFunctions.Xb.Tests.Replay;

[TestClass]
public sealed class OnlineRetailSourceTests
{
    private const string Header = "invoice_no,stock_code,description,quantity,invoice_datetime,unit_price_gbp,customer_id,country";

    [TestMethod]
    public void The_lines_of_an_invoice_are_one_payment_with_items()
    {
        var payment = Payment(Single(
            "700001,10A,\"MUG, BLUE\",2,2011-03-01 09:00:00,3.25,501,Germany",
            "700001,11,PLATE,1,2011-03-01 09:01:00,4.50,501,Germany"));
        Assert.AreEqual("700001", payment.PaymentId.Value);
        Assert.AreEqual("501", payment.CustomerId.Value);
        Assert.AreEqual(11.00m, payment.Amount);
        Assert.AreEqual("GBP", payment.Currency.ToString());
        Assert.AreEqual("GB", payment.Market.ToString());
        Assert.AreEqual("DE", payment.ShippingCountry.ToString());
        var items = payment.Items!.Select(item => $"{item.Sku.Value} {item.Quantity} {item.UnitPrice:0.##}");
        Assert.AreEqual("10A 2 3.25, 11 1 4.5", string.Join(", ", items));
    }

    [TestMethod]
    public void An_event_stands_for_all_rows_of_its_invoice() => Assert.AreEqual(2, Single(
        "700001,10A,MUG,2,2011-03-01 09:00:00,3.25,501,Germany",
        "700001,11,PLATE,1,2011-03-01 09:00:00,4.50,501,Germany").Rows);

    [TestMethod]
    [DataRow("2011-01-15 12:00:00", "2011-01-15T12:00:00Z", DisplayName = "winter is Greenwich time")]
    [DataRow("2011-07-15 12:00:00", "2011-07-15T11:00:00Z", DisplayName = "summer is an hour ahead")]
    [DataRow("2011-03-27 01:30:00", "2011-03-27T01:30:00Z", DisplayName = "the hour that spring skips does not fail")]
    public void British_time_becomes_utc(string local, string utc) =>
        Assert.AreEqual(
            DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture),
            Single($"700001,10A,MUG,1,{local},1,501,France").OccurredAt);

    [TestMethod]
    public void Guests_are_customers_of_one_invoice() =>
        Assert.AreEqual("guest-700001", Payment(Single("700001,10A,MUG,1,2011-03-01 09:00:00,1,,EIRE")).CustomerId.Value);

    [TestMethod]
    public void Invoices_whose_lines_are_mixed_are_taken_apart()
    {
        var events = Read(
            "700001,A,X,1,2011-03-01 09:00:00,1,501,France",
            "700002,B,X,1,2011-03-01 09:00:00,1,502,France",
            "700001,C,X,1,2011-03-01 09:01:00,1,501,France",
            "700002,D,X,1,2011-03-01 09:01:00,1,502,France");
        Assert.AreEqual("700001 2, 700002 2", string.Join(", ", events.Select(replayed => $"{replayed.Id} {replayed.Rows}")));
    }

    [TestMethod]
    public void A_cancellation_labels_the_latest_invoice_that_holds_the_product()
    {
        var events = Read(
            "700001,A,X,5,2011-03-01 09:00:00,1.50,501,France",
            "700002,A,X,5,2011-03-02 09:00:00,1.50,501,France",
            "700003,A,X,5,2011-03-03 09:00:00,1.50,999,France",
            "C700004,A,X,-2,2011-03-04 09:00:00,1.50,501,France");
        var label = JsonSerializer.Deserialize(events[^1].Body.Span, EventJson.Default.PaymentLabelled)!;
        Assert.AreEqual(ReplayKind.Label, events[^1].Kind);
        Assert.AreEqual("700002", label.PaymentId.Value);
        Assert.AreEqual("501", label.CustomerId.Value);
        Assert.AreEqual(PaymentLabel.Returned, label.Label);
        Assert.AreEqual(3.00m, label.Amount);
    }

    [TestMethod]
    public void A_cancellation_of_unknown_goods_labels_its_own_number()
    {
        var only = Single("C700004,A,X,-2,2011-03-04 09:00:00,1.50,501,France");
        Assert.AreEqual("C700004", JsonSerializer.Deserialize(only.Body.Span, EventJson.Default.PaymentLabelled)!.PaymentId.Value);
    }

    [TestMethod]
    public void A_cancellation_of_two_invoices_is_two_labels_with_ids_of_their_own()
    {
        var events = Read(
            "700001,A,X,5,2011-03-01 09:00:00,1.50,501,France",
            "700002,B,X,5,2011-03-02 09:00:00,1.50,501,France",
            "C700004,A,X,-1,2011-03-04 09:00:00,1.50,501,France",
            "C700004,B,X,-1,2011-03-04 09:00:00,1.50,501,France",
            "C700005,A,X,-1,2011-03-05 09:00:00,1.50,501,France");
        Assert.AreEqual(
            "C700004:700001:returned, C700004:700002:returned, C700005:700001:returned",
            string.Join(", ", events.Skip(2).Select(label => label.Id)));
    }

    [TestMethod]
    public void What_is_no_payment_is_sent_as_it_is_and_refused_by_the_pipeline()
    {
        var events = Read(
            "700003,12,BOWL,-5,2011-07-01 10:05:00,0,,United Kingdom",
            "A700004,B,Adjust bad debt,1,2011-07-02 10:05:00,-100.50,,United Kingdom");
        foreach (var replayed in events)
        {
            Assert.IsFalse(PaymentReader.TryRead(replayed.Body.Span, new IdInterner(), replayed.Type, out _, out var refusal));
            Assert.IsTrue(refusal.IsRefused);
        }
    }

    [TestMethod]
    [DataRow("700001,A,X,many,2011-03-01 09:00:00,1,501,France", "quantity is 'many', expected a whole number")]
    [DataRow("700001,A,X,1,01/03/2011 09:00,1,501,France", "invoice_datetime is '01/03/2011 09:00', expected a time like")]
    [DataRow("700001,A,X,1,2011-03-01 09:00:00,cheap,501,France", "unit_price_gbp is 'cheap', expected a decimal number")]
    [DataRow("700001,A,X,1,2011-03-01 09:00:00,1,501,Atlantis", "country is 'Atlantis', expected the name of a country")]
    [DataRow(",A,X,1,2011-03-01 09:00:00,1,501,France", "invoice_no is '', expected an id of 1 to 128 characters")]
    [DataRow("700001,A,X", "the row has 3 fields, expected 8")]
    public void An_unreadable_row_stops_the_replay_and_names_its_line(string row, string problem)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("own.csv", Header, "700000,A,\"X\nY\",1,2011-03-01 09:00:00,1,501,France", row);
        var source = new OnlineRetailSource(new ReplaySourceOptions(path));
        var exception = Assert.ThrowsExactly<CommandException>(() => source.Inspect(CancellationToken.None));
        Assert.StartsWith($"own.csv line 4: {problem}", exception.Message);
        Assert.Contains("--bad-rows send", exception.Message);
    }

    [TestMethod]
    public void An_unreadable_row_can_be_sent_as_it_stands()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("own.csv", Header, "700000,A,X,1,2011-03-01 09:00:00,1,501,France", "700001,A,X,many,now,1,501,France");
        var source = new OnlineRetailSource(new ReplaySourceOptions(path, BadRows: BadRows.Send));
        Assert.AreEqual(2, source.Inspect(CancellationToken.None));
        var last = source.Read(CancellationToken.None).Last();
        Assert.AreEqual(ReplayKind.Unreadable, last.Kind);
        Assert.AreEqual("own.csv:3", last.Id);
        Assert.AreEqual("700001,A,X,many,now,1,501,France", Encoding.UTF8.GetString(last.Body.Span));
    }

    [TestMethod]
    public void A_missing_column_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("own.csv", "invoice_no,stock_code", "1,2");
        var exception = Assert.ThrowsExactly<CommandException>(
            () => new OnlineRetailSource(new ReplaySourceOptions(path)).Inspect(CancellationToken.None));
        Assert.StartsWith("own.csv line 1: the header has no column 'quantity'", exception.Message);
    }

    [TestMethod]
    public void A_gzip_file_reads_like_a_plain_one()
    {
        using var folder = new TemporaryFolder();
        var plain = folder.Write("own.csv", Header, "700000,A,X,1,2011-03-01 09:00:00,1,501,France");
        var packed = Path.Combine(folder.Path, "own.csv.gz");
        using (var target = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            target.Write(File.ReadAllBytes(plain));
        }

        var source = new OnlineRetailSource(new ReplaySourceOptions(packed));
        Assert.AreEqual(1, source.Inspect(CancellationToken.None));
        Assert.AreEqual("700000", source.Read(CancellationToken.None).Single().Id);
    }

    [TestMethod]
    public void A_damaged_gzip_file_is_one_clear_sentence()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "own.csv.gz");
        File.WriteAllBytes(path, [0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        var exception = Assert.ThrowsExactly<CommandException>(
            () => new OnlineRetailSource(new ReplaySourceOptions(path)).Inspect(CancellationToken.None));
        Assert.StartsWith("own.csv.gz line 1: cannot be read as CSV", exception.Message);
    }

    [TestMethod]
    public void A_limit_takes_the_first_rows_only()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "own.csv", Header, "700000,A,X,1,2011-03-01 09:00:00,1,501,France", "700001,A,X,1,2011-03-01 09:00:00,1,501,France");
        var source = new OnlineRetailSource(new ReplaySourceOptions(path, Limit: 1));
        Assert.AreEqual(1, source.Inspect(CancellationToken.None));
        Assert.ContainsSingle(source.Read(CancellationToken.None));
    }

    private static ReplayEvent Single(params string[] rows) => Read(rows).Single();

    private static List<ReplayEvent> Read(params string[] rows)
    {
        using var folder = new TemporaryFolder();
        var source = new OnlineRetailSource(new ReplaySourceOptions(folder.Write("own.csv", [Header, .. rows])));
        Assert.AreEqual(rows.Length, source.Inspect(CancellationToken.None));
        List<ReplayEvent> events = [.. source.Read(CancellationToken.None)];
        Assert.AreEqual(rows.Length, events.Sum(replayed => replayed.Rows));
        return events;
    }

    private static PaymentAuthorised Payment(ReplayEvent replayed) =>
        JsonSerializer.Deserialize(replayed.Body.Span, EventJson.Default.PaymentAuthorised)!;
}
