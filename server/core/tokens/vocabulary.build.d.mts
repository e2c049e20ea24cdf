export declare function buildVocabularies(outDir: string): Promise<void>;
