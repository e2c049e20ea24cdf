/** Methods that give what they are called on. */
export const KEEPING: ReadonlySet<string> = new Set(
  [
    'freeze dup clone itself to_s to_str to_sym to_a to_h to_json html_safe presence compact deep_dup as_json',
    'with_indifferent_access symbolize_keys deep_symbolize_keys stringify_keys deep_stringify_keys',
  ].flatMap(names => names.split(' ')),
);

/** Methods of texts and lists that change them, called without parentheses more often than not. */
const CHANGING: ReadonlySet<string> = new Set(
  'strip lstrip rstrip chomp squish upcase downcase join strip_heredoc'.split(' '),
);

/** Without arguments nearly any name may be an attribute's; these are certainly calls. */
export const isCalled = (name: string): boolean => KEEPING.has(name) || CHANGING.has(name);

/** Methods of every object, so none of the class around. */
export const KERNEL: ReadonlySet<string> = new Set(
  [
    'puts print p pp format sprintf printf raise fail sleep loop catch throw rand srand exit abort warn gets at_exit',
    'require require_relative load autoload Integer Float String Array Hash Rational lambda proc binding caller',
    'block_given? private protected public module_function __method__ __dir__ open system',
  ].flatMap(names => names.split(' ')),
);

/** Methods that run their block once for each element. */
export const ITERATING: ReadonlySet<string> = new Set(
  [
    'each each_with_index each_with_object each_slice each_cons each_key each_value each_pair each_entry each_char',
    'each_line map collect flat_map filter_map select filter reject times upto downto step find_each find_in_batches',
    'in_batches in_groups_of inject reduce with_index sum group_by partition to_h_with each_batch cycle reverse_each',
  ].flatMap(names => names.split(' ')),
);

/** Of these, the ones that give a list of what the block gives. */
export const MAPPING: ReadonlySet<string> = new Set(['map', 'collect', 'flat_map', 'filter_map']);
