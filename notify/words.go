package notify

// The sentences that mean yes, folded. Telex and VNI typing without an input method leaves
// "cos", "co1", "ddoongf ys".
func yesSentences() []string {
	return []string{
		"co", "c", "cos", "co1", "coa", "ok", "oke", "okie", "oki", "okay", "okela", "yes", "y", "1",
		"dong y", "ddoongf ys", "nhan", "nhan ca", "nhan loi", "toi nhan", "em nhan", "minh nhan", "duoc", "duoc roi", "dc", "di dc", "dduowcj", "vang", "u", "uh", "ok luon", "ok chot", "chot", "co mat", "se co mat", "chac chan di",
		"co nhan", "co di", "se den", "toi se den", "em se den", "minh se den", "di duoc", "den duoc", "tham gia", "co tham gia",
		"i can", "i will come", "sure", "accept", "yep", "yeah", "co nhe", "yes i can", "ok nhan", "ok co", "co ok", "vang duoc", "da duoc", "da co", "da vang",
		"nhan ca nay", "cos aj", "i can come", "i ll come", "i ll be there", "i will be there", "uhm", "um", "co chu", "nhat tri", "san sang",
	}
}

// The sentences that mean no, folded.
func noSentences() []string {
	return []string{
		"khong", "khoong", "kho6ng", "ko", "k", "kg", "kh", "hong", "hok", "hem", "khum", "no", "n", "nope", "2", "huy", "tu choi",
		"khong nhan", "ko nhan", "k nhan", "khong di duoc", "ko di duoc", "k di duoc", "khong den duoc", "ko den duoc", "k den duoc", "khong duoc", "ko duoc", "k duoc", "khong dc", "ko dc", "k dc", "khong di dc", "ko di dc", "k di dc",
		"khong the", "khong the den", "ko the", "khong tham gia", "khong tham gia duoc", "khong nhan duoc", "khong dong y", "ban", "toi ban", "em ban", "minh ban", "ban roi", "em ban roi", "toi ban roi", "minh ban roi",
		"can t", "cannot", "i can t", "i cannot", "can t come", "i can t come", "busy", "i am busy", "not available", "decline", "sorry no", "no sorry", "no thanks",
		"em khong di duoc", "toi khong di duoc", "minh khong di duoc", "em khong den duoc", "toi khong den duoc", "minh khong den duoc", "em khong nhan", "toi khong nhan", "minh khong nhan",
		"khong the di", "khong di duoc dau", "khong nhan dau", "i cannot come", "i m busy", "no can do",
	}
}
