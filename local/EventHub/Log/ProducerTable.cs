using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.EventHub;

/// <summary>How far each idempotent producer of a partition has come. Not safe for several threads: its log locks.</summary>
internal sealed class ProducerTable
{
    private readonly Dictionary<long, ProducerState> _producers = [];

    /// <summary>Lets a producer begin or go on.</summary>
    /// <param name="id">Producer id.</param>
    /// <param name="epoch">Its owner level; <see langword="null"/> means the known one, or 0.</param>
    /// <param name="sequence">Number of the last event it published; <see langword="null"/> means the known one, or 0.</param>
    /// <param name="nextRecord">Sequence number of the next record.</param>
    /// <returns>What the producer goes on with. A number it gave stands, so that what it sends again is recognised.</returns>
    /// <exception cref="ProducerRefusedException">A higher owner level is known.</exception>
    public ProducerStamp Attach(long id, short? epoch, int? sequence, long nextRecord)
    {
        var isKnown = _producers.TryGetValue(id, out var known);
        var level = epoch ?? (isKnown ? known!.Epoch : (short)0);
        CheckEpoch(id, level);
        if (!isKnown || level > known!.Epoch)
        {
            known = new ProducerState(id, level, sequence ?? (isKnown ? known!.Sequence : 0), nextRecord);
            _producers[id] = known;
        }

        return new ProducerStamp(id, level, sequence ?? known.Sequence);
    }

    /// <summary>How many events of a batch, from its first on, are stored already.</summary>
    /// <param name="stamp">Stamp of its first event.</param>
    /// <param name="count">Number of its events.</param>
    /// <exception cref="ProducerRefusedException">A higher owner level is known, or events before the batch are missing.</exception>
    public int CountStored(ProducerStamp stamp, int count)
    {
        CheckEpoch(stamp.Id, stamp.Epoch);
        var last = _producers.TryGetValue(stamp.Id, out var known) ? known.Sequence : stamp.Sequence - 1L;
        return stamp.Sequence <= last + 1
            ? (int)Math.Min(last + 1 - stamp.Sequence, count)
            : throw new ProducerRefusedException(
                ProducerRefusedException.OutOfOrder, $"Producer {stamp.Id} sent events from number {stamp.Sequence} on; {last + 1} was expected.");
    }

    /// <summary>Notes the last event of a producer.</summary>
    public void Note(ProducerStamp last, long record) => _producers[last.Id] = new ProducerState(last.Id, last.Epoch, last.Sequence, record);

    /// <summary>Writes those whose last event is still retained to a file, by rename.</summary>
    public void Save(string path, long beginSequence)
    {
        foreach (var gone in _producers.Values.Where(producer => producer.Record < beginSequence).ToArray())
        {
            _producers.Remove(gone.Id);
        }

        DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes([.. _producers.Values], ProducerJson.Default.ProducerStateArray));
    }

    /// <summary>Reads a file where there is one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="damage">What is wrong with it.</param>
    /// <returns>Whether it was intact, or not there.</returns>
    public bool TryLoad(string path, out string damage)
    {
        damage = "";
        if (!File.Exists(path))
        {
            return true;
        }

        try
        {
            foreach (var producer in JsonSerializer.Deserialize(File.ReadAllBytes(path), ProducerJson.Default.ProducerStateArray) ?? [])
            {
                _producers[(producer ?? throw new JsonException("An entry is null.")).Id] = producer;
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException)
        {
            _producers.Clear();
            damage = exception.Message;
            return false;
        }
    }

    private void CheckEpoch(long id, short epoch)
    {
        if (_producers.TryGetValue(id, out var known) && epoch < known.Epoch)
        {
            throw new ProducerRefusedException(
                ProducerRefusedException.EpochStolen, $"Producer {id} with owner level {epoch} was displaced by one with owner level {known.Epoch}.");
        }
    }
}

/// <summary>How far one producer has come.</summary>
/// <param name="Id">Producer id.</param>
/// <param name="Epoch">Its owner level.</param>
/// <param name="Sequence">Its number of its last event.</param>
/// <param name="Record">Sequence number of that event in the partition.</param>
internal sealed record ProducerState(long Id, short Epoch, int Sequence, long Record);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProducerState[]))]
internal sealed partial class ProducerJson : JsonSerializerContext;
