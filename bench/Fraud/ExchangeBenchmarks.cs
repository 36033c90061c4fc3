using BenchmarkDotNet.Attributes;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Bench.Fraud;

/// <summary>What does a partition's round of the exchange cost in which everything has changed: gathering it, packing it, and reading it on another instance?</summary>
[InProcess]
[MemoryDiagnoser]
public class ExchangeBenchmarks
{
    private const int Customers = 12_500;
    private const int PaymentsOfEach = 20;
    private const long StartMs = 1_772_366_400_000;
    private const string Partition = "1";
    private readonly FraudState _state = new(new FraudOptions(), Partition);
    private readonly ExchangeOutbox _outbox = new(new ExchangeOptions());
    private readonly List<(ExchangeFrameKind Kind, byte[] Records)> _frames = [];
    private readonly List<byte[]> _packed = [];
    private readonly PeerBook _book = new();

    /// <summary>Each customer pays twenty times with an instrument, a device and to an address of its own, at a seller that a seventh of all pay.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _outbox.Open(_state);
        for (var number = 0; number < Customers * PaymentsOfEach; number++)
        {
            var customer = (uint)(number % Customers) + 1;
            var hash = customer * 0x9E3779B97F4A7C15;
            var trace = new PaymentTrace(
                StartMs + (number * 40L), hash, hash + 1, 20 + (number % 97), customer * 2_654_435_761, (uint)(number % 7) + 1, (uint)number * 2_246_822_519, 5, 5, Address: hash + 2);
            _state.AddPayment(hash, trace);
        }

        using var everything = Take();
        _frames.AddRange(everything.Frames.Select(static frame => (frame.Kind, frame.Records.ToArray())));
        _packed.AddRange(_frames.Select(static frame => Packed(frame.Kind, frame.Records)));
    }

    /// <summary>Writes what has changed.</summary>
    /// <returns>Bytes before packing.</returns>
    [Benchmark]
    public long Gather()
    {
        using var changes = Take();
        return changes.Frames.Sum(static frame => (long)frame.Records.Length);
    }

    /// <summary>Packs it.</summary>
    /// <returns>Bytes behind packing.</returns>
    [Benchmark]
    public long Pack() => _frames.Sum(static frame => (long)Packed(frame.Kind, frame.Records).Length);

    /// <summary>Reads it.</summary>
    /// <returns>Instruments known.</returns>
    [Benchmark]
    public int Read()
    {
        foreach (var frame in _packed)
        {
            ExchangeFrame.Read(frame, Partition, _book);
        }

        return _book.Instruments.Count;
    }

    private ExchangeCapture Take()
    {
        _outbox.Open(_state);
        _outbox.TellAgain();
        _outbox.Close();
        _outbox.TryTake(out var capture);
        return capture!;
    }

    private static byte[] Packed(ExchangeFrameKind kind, byte[] records)
    {
        using var frame = new RentedBuffer(ExchangeFrame.MostBytes(records.Length));
        ExchangeFrame.Pack(kind, records, frame);
        return frame.WrittenMemory.ToArray();
    }
}
