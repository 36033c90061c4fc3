using System.Text.Json;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour.Intent;

[TestClass]
public sealed class IntentTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task An_open_session_is_scored_with_every_batch_that_touches_it_and_a_replay_without_a_model_gives_the_same_state()
    {
        await using var rig = await IntentRig.StartAsync(hasModel: true, Token);
        var state = rig.Aggregator.CreateState(Clicks.Partition);
        var replayed = Clicks.Aggregator().CreateState(Clicks.Partition);
        var seen = new List<float>();
        StreamEvent[][] batches =
        [
            [Clicks.Event(1, Clicks.View(1, 1, 0, 1)), Clicks.Event(2, Clicks.Anonymous(Clicks.View(2, 7, 0, 2)))],
            [Clicks.Event(3, Clicks.View(3, 1, 1, 2)), Clicks.Event(4, Clicks.Cart(4, 1, 2, 2)), Clicks.Event(5, Clicks.Cart(5, 1, 3, 3))],
            [Clicks.Event(6, Clicks.Order(6, 1, 4, 2, 3)), Clicks.Event(7, Clicks.View(7, 2, 5, 1))],
        ];
        var result = new BatchResult();
        foreach (var batch in batches)
        {
            result.Reset();
            await rig.Aggregator.ProcessAsync(state, batch, result, Token);
            for (var index = 0; index < result.ChangeCount; index++)
            {
                replayed.Apply(result.ChangeAt(index));
            }

            seen.Add(Open(state, Clicks.Customer(1), 1).Intent);
        }

        CollectionAssert.AreEqual(Clicks.BytesOf(state), Clicks.BytesOf(replayed));
        Assert.IsTrue(seen[0] is > 0 and < 1, $"{seen[0]}");
        Assert.IsGreaterThan(seen[0], seen[1], "two things in the cart");
        Assert.AreEqual(seen[1], seen[2], "behind the order, what was known before it stays");
        Assert.AreEqual("DE", CountryCode.FromPacked(Open(state, Clicks.Customer(1), 1).Market).ToString(), "a score names no market");
        Assert.IsGreaterThan(0, Open(state, Clicks.Visitor(7), 0).Intent, "visitors are scored, too");

        // Snapshots keep it.
        var loaded = rig.Aggregator.CreateState(Clicks.Partition);
        Load(state, loaded);
        Assert.AreEqual(seen[1], Open(loaded, Clicks.Customer(1), 1).Intent);
    }

    [TestMethod]
    public async Task Closed_sessions_and_changed_profiles_say_the_intent()
    {
        await using var rig = await IntentRig.StartAsync(hasModel: true, Token);
        var state = rig.Aggregator.CreateState(Clicks.Partition);
        var published = await Clicks.RunAsync(
            rig.Aggregator,
            state,
            [Clicks.Event(1, Clicks.View(1, 1, 0, 1)), Clicks.Event(2, Clicks.Cart(2, 1, 1, 1)), Clicks.Event(3, Clicks.SignIn(3, 2, 1))],
            [Clicks.Event(4, Clicks.View(4, 3, 300, 1))]);
        var profile = published.Where(static e => e.Type == EventTypes.ProfileChanged)
            .Select(static e => JsonSerializer.Deserialize(e.Body, EventJson.Default.ProfileChanged)!).First();
        Assert.AreEqual(Clicks.Customer(2), profile.CustomerKey);
        Assert.IsTrue(profile.Intent is > 0 and < 1, $"{profile.Intent}");
        var session = published.Where(static e => e.Type == EventTypes.SessionClosed)
            .Select(static e => JsonSerializer.Deserialize(e.Body, EventJson.Default.SessionClosed)!).Single(e => e.VisitorKey == Clicks.Customer(1));
        Assert.IsTrue(session.Intent is > 0 and < 1, $"{session.Intent}");
    }

    [TestMethod]
    public async Task Without_a_model_clicks_count_and_sessions_stay_unscored_until_one_is_promoted()
    {
        await using var rig = await IntentRig.StartAsync(hasModel: false, Token);
        var state = rig.Aggregator.CreateState(Clicks.Partition);
        await Clicks.RunAsync(rig.Aggregator, state, [Clicks.Event(1, Clicks.View(1, 1, 0, 1))]);
        Assert.AreEqual((1, 0L), (Open(state, Clicks.Customer(1), 0).Views, Open(state, Clicks.Customer(1), 0).IntentAtMs));
        Assert.IsEmpty(rig.Scorer.Explain(new float[IntentColumns.Width]));

        await rig.Registry.SeedAsync(Path.Combine(AppContext.BaseDirectory, "models", IntentScorer.ModelName), Token);
        await rig.Scorer.StartAsync(Token);
        await Clicks.RunAsync(rig.Aggregator, state, [Clicks.Event(2, Clicks.View(2, 1, 1, 1))]);
        Assert.IsGreaterThan(0, Open(state, Clicks.Customer(1), 1).Intent);
    }

    [TestMethod]
    public async Task The_shipped_model_has_the_served_columns_beats_the_cart_and_explains_itself()
    {
        var package = await ModelPackage.ReadAsync(Path.Combine(AppContext.BaseDirectory, "models", IntentScorer.ModelName), Token);
        using var model = ScoringModel.Load(package.Onnx, package.Manifest);
        model.SelfTest();
        CollectionAssert.AreEqual(IntentColumns.Names.ToList(), package.Manifest.Inputs[0].Columns.ToList());
        Assert.IsGreaterThan(package.Manifest.Metrics["cartOnlyAucRoc"], package.Manifest.Metrics["aucRoc"]);
        Assert.IsLessThan(0.05, package.Manifest.Metrics["calibrationError"]);

        await using var rig = await IntentRig.StartAsync(hasModel: true, Token);
        var state = rig.Aggregator.CreateState(Clicks.Partition);
        await Clicks.RunAsync(rig.Aggregator, state, [Clicks.Event(1, Clicks.View(1, 1, 0, 1)), Clicks.Event(2, Clicks.Cart(2, 1, 1, 1)), Clicks.Event(3, Clicks.Cart(3, 1, 2, 2))]);
        var row = new float[IntentColumns.Width];
        Assert.IsTrue(state.TryFindSession(Clicks.Customer(1).Low, Clicks.Start.AddMinutes(2).ToUnixTimeMilliseconds(), out var session));
        IntentFeatures.Write(session, state.FindVisitor(Clicks.Customer(1).Low), row);
        var reasons = rig.Scorer.Explain(row);
        Assert.HasCount(IntentScorer.MostReasons, reasons);
        Assert.IsGreaterThanOrEqualTo(Math.Abs(reasons[1].Contribution), Math.Abs(reasons[0].Contribution));
        Assert.IsTrue(reasons.All(static reason => IntentColumns.Names.Contains(reason.Column) && reason.Text.Length > 0));
    }

    [TestMethod]
    public void A_row_tells_the_session_and_its_visitor_and_nothing_that_is_only_known_later()
    {
        var aggregator = Clicks.Aggregator();
        var state = aggregator.CreateState(Clicks.Partition);
        Clicks.RunAsync(
            aggregator,
            state,
            [Clicks.Event(1, Clicks.Order(1, 1, 0, 5))],
            [Clicks.Event(2, Clicks.View(2, 9, 1_440, 1))],
            [Clicks.Event(3, Clicks.View(3, 1, 2_880, 1)), Clicks.Event(4, Clicks.View(4, 1, 2_881, 1)), Clicks.Event(5, Clicks.Cart(5, 1, 2_884, 2))]).GetAwaiter().GetResult();
        Assert.IsTrue(state.TryFindSession(Clicks.Customer(1).Low, Clicks.Start.AddMinutes(2_884).ToUnixTimeMilliseconds(), out var session));
        var row = new float[IntentColumns.Width];
        IntentFeatures.Write(session, state.FindVisitor(Clicks.Customer(1).Low), row);

        Assert.AreEqual((3f, 2f, 1f, 240f), (Of("events"), Of("views"), Of("cart_lines"), Of("duration_seconds")));
        Assert.AreEqual((12.5f, 1f, 1f, 30f), (Of("viewed_euros"), Of("earlier_sessions"), Of("earlier_orders"), Of("spent_euros")));
        Assert.AreEqual((1f, 1f), (Of("is_customer"), Of("is_home_market")));
        Assert.AreEqual(2.0f, Of("days_since_order"), 0.01f);

        // 2026-03-03 12:04 UTC is a Tuesday, 13:04 in Germany, told in quarter hours.
        Assert.AreEqual((13f, 1f), (Of("local_hour"), Of("local_weekday")));

        float Of(string column) => row[IntentColumns.Names.ToList().IndexOf(column)];
    }

    private static SessionTally Open(BehaviourState state, Pseudonym visitor, double minutes)
    {
        Assert.IsTrue(state.TryFindSession(visitor.Low, Clicks.Start.AddMinutes(minutes).ToUnixTimeMilliseconds(), out var session));
        return session.Aggregate;
    }

    private static void Load(BehaviourState from, BehaviourState to)
    {
        var piece = new System.Buffers.ArrayBufferWriter<byte>();
        using var capture = from.Capture();
        while (capture.TryWriteNext(piece, int.MaxValue))
        {
            to.Load(piece.WrittenSpan);
            piece.ResetWrittenCount();
        }
    }
}
