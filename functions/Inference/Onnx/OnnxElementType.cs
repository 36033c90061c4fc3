namespace XbFunctions.Inference;

/// <summary>Element types of tensors; the values are the numbers of the ONNX file format (<c>TensorProto.DataType</c>).</summary>
public enum OnnxElementType
{
    /// <summary>No type; never valid in a graph.</summary>
    Undefined = 0,

    /// <summary>IEEE 754 binary32.</summary>
    Float = 1,

    /// <summary>Signed 8-bit integer: weights with a scale beside them.</summary>
    Int8 = 3,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 6,

    /// <summary>Signed 64-bit integer: shapes, axes and indices.</summary>
    Int64 = 7,

    /// <summary>True or false: masks.</summary>
    Bool = 9,

    /// <summary>IEEE 754 binary64: gradient checks.</summary>
    Double = 11,
}
